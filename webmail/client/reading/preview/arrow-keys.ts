// Which keys belong to what is shown: a picture that is nearer, or a table that is wider than its frame, is moved by the arrows.

/** What is asked of an element; `within` is not looked at itself. */
export interface Moved {
  readonly scrollWidth: number
  readonly clientWidth: number
  readonly parentElement: Moved | null
}

/** An element that has the focus, or one around it, is wider than it shows. */
export function isMovedSideways(
  target: Moved,
  within: Moved,
  scrolls: (element: Moved) => boolean = hasScrolling,
): boolean {
  for (let at: Moved | null = target; at !== null && at !== within; at = at.parentElement)
    if (at.scrollWidth > at.clientWidth && scrolls(at)) return true
  return false
}

/** A name that is cut is wider than it shows, and moved by nobody. */
const hasScrolling = (element: Moved): boolean =>
  element instanceof Element && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
