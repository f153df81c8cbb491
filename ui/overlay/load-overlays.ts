// What opens over a page and is not drawn with it.

import { loadDialogs } from './dialog.tsx'
import { loadMenus } from './menu.tsx'

/** For a page that stands and has nothing else to do: the first menu and the first dialog then open at once. */
export function loadOverlays(): void {
  loadMenus()
  loadDialogs()
}
