// A file kept by the browser: one that the API answered with, under this name, or one that it asks for itself as it comes.

export function saveBlob(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  saveFrom(address, name)
  URL.revokeObjectURL(address)
}

/** Without a name, the one that the server gives it. */
export function saveFrom(address: string, name = ''): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
