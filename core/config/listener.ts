// Building blocks that the configurations of our processes share.

import { z } from 'zod'

export const listener = z.strictObject({
  host: z.string().describe('Address to bind or to connect to.'),
  port: z.int().min(1).max(65535).describe('TCP port.'),
})

export const mailServers = z
  .strictObject({
    host: z.string().describe('Public name of the mail host.'),
    imapsPort: z.int().min(1).max(65_535).describe('IMAP with TLS from the first octet.'),
    submissionsPort: z.int().min(1).max(65_535).describe('Submission with TLS from the first octet.'),
  })
  .describe('What people type into a phone or a mail program.')

export const passkeyDomain = z
  .string()
  .nullable()
  .describe('Domain whose hosts share passkeys; null where they open the host of origin alone.')

export const databaseAccess = z.strictObject({
  host: z.string().describe('Host of PostgreSQL.'),
  port: z.int().min(1).max(65535).describe('Port of PostgreSQL.'),
  name: z.string().describe('Database name.'),
  role: z.string().describe('The run-time role of this process; it owns nothing.'),
  passwordFile: z.string().describe('File with the password of the role, readable by this process only.'),
  maxConnections: z.int().min(1).max(100).describe('Upper bound of the connection pool.'),
})

export const logLevel = z.enum(['info', 'warn', 'error']).describe('Events below this level are not written.')

export type DatabaseAccess = z.infer<typeof databaseAccess>
