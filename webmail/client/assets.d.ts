// The build gives a file an address of its own, or puts it where it is asked for, as a `data:` address or as a text.

declare module '*?url' {
  const address: string
  // biome-ignore lint/style/noDefaultExport: the build exports it so.
  export default address
}

declare module '*?inline' {
  const address: string
  // biome-ignore lint/style/noDefaultExport: the build exports it so.
  export default address
}

/** As it stands in its file. */
declare module '*?raw' {
  const text: string
  // biome-ignore lint/style/noDefaultExport: the build exports it so.
  export default text
}
