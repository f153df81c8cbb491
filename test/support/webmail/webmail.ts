// The webmail on a database and a Dovecot of its own, for the tests of one file.

import { afterAll } from 'vitest'
import { saulieuDatabase } from '../database/saulieu-database.ts'
import { startTestWebmail, type TestWebmail, type TestWebmailOptions } from './test-webmail.ts'

/** Called once, at the top of a file; closed after its last test. */
export async function webmailUnderTest(options: TestWebmailOptions = {}): Promise<TestWebmail> {
  const opened = new AsyncDisposableStack()
  const saulieu = await saulieuDatabase()
  afterAll(() => opened.disposeAsync())
  return opened.use(await startTestWebmail(saulieu, options))
}
