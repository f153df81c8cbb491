// What MAIL said of the size of the message that comes (RFC 1870 §6), which nobody has to say and nobody has to keep to.

import type { SMTPServerSession } from 'smtp-server'

/** In octets; null when nothing was said. */
export function announcedSize({ envelope }: Pick<SMTPServerSession, 'envelope'>): number | null {
  const { mailFrom } = envelope
  if (mailFrom === false || mailFrom.args === false) return null
  const said = mailFrom.args.SIZE
  return typeof said === 'string' ? Number(said) : null
}
