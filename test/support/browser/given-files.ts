// Files that are pasted into a page of a real browser, or dropped onto it.

import type { Page } from 'playwright-core'

export interface Given {
  readonly name: string
  readonly type: string
  readonly octets: Buffer
}

/** As a browser says it of what was copied or is let go of. */
export const give = (page: Page, kind: 'paste' | 'dragover' | 'drop', at: string, files: readonly Given[]) =>
  page.evaluate(`(() => {
    const transfer = new DataTransfer()
    for (const { name, type, octets } of ${JSON.stringify(
      files.map(({ octets, ...file }) => ({ ...file, octets: octets.toString('base64') })),
    )})
      transfer.items.add(new File([Uint8Array.from(atob(octets), (sign) => sign.charCodeAt(0))], name, { type }))
    const init = { bubbles: true, cancelable: true }
    const event = ${JSON.stringify(kind)} === 'paste'
      ? new ClipboardEvent('paste', { ...init, clipboardData: transfer })
      : new DragEvent(${JSON.stringify(kind)}, { ...init, dataTransfer: transfer })
    document.querySelector(${JSON.stringify(at)}).dispatchEvent(event)
  })()`)
