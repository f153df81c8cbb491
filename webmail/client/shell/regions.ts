// F6 leads from one region of the page to the next: boxes, folders, list, message, and round again.

const regions = ['boxes', 'folders', 'list', 'message'] as const

/** The region after the one that has the focus, among those that are shown. */
export function nextRegion(): void {
  const shown = regions.flatMap((id) => {
    const element = document.getElementById(id)
    return element === null || element.offsetParent === null ? [] : [element]
  })
  const at = shown.findIndex((region) => region.contains(document.activeElement))
  const next = shown[(at + 1) % shown.length]
  if (next === undefined) return
  const row = next.id === 'list' ? next.querySelector<HTMLElement>('[role="row"][tabindex="0"]') : null
  ;(row ?? next).focus()
}
