// The build gives a file an address of its own.

declare module '*?url' {
  const address: string
  // biome-ignore lint/style/noDefaultExport: the build exports it so.
  export default address
}
