// Where a daemon listens.

export interface HostPort {
  readonly host: string
  readonly port: number
}

/** `host:port`, IPv6 in brackets. */
export const showHostPort = ({ host, port }: HostPort): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
