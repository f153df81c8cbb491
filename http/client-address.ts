// Where a request comes from.

import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** Of the connection, or as the proxy in front says; the last address of the field is the one that the proxy itself saw. */
export function clientAddress(context: Context, behindProxy: boolean): string {
  const peer = (getConnInfo(context).remote.address ?? '').replace(/^::ffff:/, '')
  if (!behindProxy) return peer
  const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return /^[0-9a-f.:]{3,45}$/i.test(forwarded) ? forwarded : peer
}
