// The peer listens within the range of the installation it stands beside, where nothing of ours does.

export const peerPorts = (base: number): { readonly smtp: number; readonly rspamdController: number } => ({
  smtp: base + 625,
  rspamdController: base + 634,
})
