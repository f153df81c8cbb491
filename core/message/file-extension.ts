// What the name of a file alone says. Scripts have no other sign: the system of the reader runs them for the ending of
// their name, so the ending is what they are.

import type { AttachmentMark } from './attachment-mark.ts'

export const dangerousExtensions: readonly (readonly [mark: AttachmentMark, endings: readonly string[]])[] = [
  [
    'executable',
    (
      'apk app appimage appinstaller appx appxbundle class com cpl deb dll drv exe jar msi msix msixbundle msp ' +
      'mst ocx pif pkg rpm scr sys war wll xll'
    ).split(' '),
  ],
  [
    'script',
    (
      'ade application appref-ms bash bat chm cmd command csh desktop diagcab gadget hlp hta inf ins iqy isp jnlp ' +
      'js jse ksh library-ms mde msc ppkg ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyw reg scpt scptd sct search-ms ' +
      'searchconnector-ms settingcontent-ms sh shb shs theme themepack vb vbe vbs workflow ws wsc wsf wsh xbap'
    ).split(' '),
  ],
  ['shortcut', ['lnk', 'rdp', 'scf', 'url', 'webloc', 'website']],
  ['disk-image', ['dmg', 'img', 'iso', 'nrg', 'sparseimage', 'toast', 'udf', 'vdi', 'vhd', 'vhdx', 'vmdk']],
  ['onenote', ['one', 'onepkg', 'onetoc2']],
  // Formats that no scanner of ours unpacks: the unpacker of RAR is not free software, and our ClamAV comes without it.
  ['unreadable-archive', ['ace', 'arc', 'br', 'lz', 'lz4', 'lzma', 'rar', 'zoo', 'zpaq', 'zst']],
]

const markOfEnding = new Map(
  dangerousExtensions.flatMap(([mark, endings]) => endings.map((each) => [each, mark] as const)),
)

const shown = /[^\s."'\p{Cc}]/u

/** Windows opens `x.js . ` and `x.js::$DATA` as `x.js`, and shows nothing of what tells the direction of writing. */
export function markOfName(name: string): AttachmentMark | null {
  const bare = withoutTail(withoutTail(name.replace(/\p{Cf}/gu, '')).replace(/::\$data$/i, ''))
  const ending = /\.([^./\\]+)$/.exec(bare)?.[1]?.toLowerCase() ?? ''
  return markOfEnding.get(ending) ?? null
}

/** In one pass: a name may be as long as its sender likes. */
function withoutTail(name: string): string {
  let end = name.length
  while (end > 0 && !shown.test(name.charAt(end - 1))) end -= 1
  return name.slice(0, end)
}
