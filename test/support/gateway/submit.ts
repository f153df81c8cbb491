// A mail program that signs in and sends.

import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Account } from '../dovecot/mail-client.ts'
import type { StackOverview } from '../stack/stack.ts'

/** The last reply of the server, or what went wrong. */
export async function submit(
  { endpoints }: StackOverview,
  account: Account,
  message: SendMailOptions,
): Promise<string> {
  const transport = createTransport({
    ...endpoints.submissions,
    secure: true,
    tls: { rejectUnauthorized: false },
    auth: { user: account.address, pass: account.password },
  })
  try {
    return (await transport.sendMail(message)).response
  } catch (error) {
    return error instanceof Error && 'response' in error ? String(error.response) : String(error)
  } finally {
    transport.close()
  }
}
