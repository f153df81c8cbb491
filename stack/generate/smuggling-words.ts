// HTML smuggling: a page, sent as a file, whose script builds another file and hands it over as a download, so that no
// scanner meets it on the way. Ordinary HTML mail has no script; saved pages have, but few use all these words
// together. One list for rspamd (a file by its name) and ClamAV (at any depth).

export const smugglingWords = {
  /** Turns text into the octets of a file. */
  decodes: ['atob(', 'fromCharCode', 'Uint8Array', 'charCodeAt'],
  /** Gives these octets an address. */
  offers: ['createObjectURL', 'msSaveOrOpenBlob', 'msSaveBlob', 'showSaveFilePicker'],
  /** Opens this address as a download. */
  hands: ['.download', 'download=', "'download'", '"download"', 'msSave', '.click(', 'location', 'iframe'],
  /** The whole file is in its address: needs nothing but a link that downloads. */
  carries: [
    'data:application/octet-stream',
    'data:application/zip',
    'data:application/x-zip',
    'data:application/x-iso',
    'data:application/x-msdownload',
    'data:application/java-archive',
    'data:application/hta',
    'data:application/vnd.ms-',
  ],
  /** The page itself is hidden from whoever reads it before the browser does. */
  hides: ['eval(atob(', 'eval(window.atob(', 'document.write(atob(', 'document.write(window.atob('],
} as const
