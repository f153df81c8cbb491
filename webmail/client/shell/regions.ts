// F6 leads from one region of the page to the next: boxes, folders, list, message, what is being written, and round again.

const regions = ['boxes', 'folders', 'list', 'message', 'writing'] as const

/** The region after the one that has the focus, among those that are shown. */
export function nextRegion(): void {
  const shown = regions.flatMap((id) => {
    const element = document.getElementById(id)
    // One without any window is empty, and one under a window that covers the page is out of reach.
    const there = element?.checkVisibility() === true && element.clientHeight > 0
    return element === null || !there || element.closest('[inert]') !== null ? [] : [element]
  })
  const at = shown.findIndex((region) => region.contains(document.activeElement))
  const next = shown[(at + 1) % shown.length]
  if (next === undefined) return
  const row = next.id === 'list' ? next.querySelector<HTMLElement>('[role="row"][tabindex="0"]') : null
  ;(row ?? next).focus()
}
