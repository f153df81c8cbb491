import { ImapFlow } from 'imapflow'
import { expect, test, vi } from 'vitest'
import { ok } from '#core/result.ts'
import { busy } from '#webmail/api/imap/mail-fault.ts'
import { WarmConnection } from '#webmail/api/imap/warm-connection.ts'

/** Connected to nothing. */
const client = () => new ImapFlow({ host: '127.0.0.1', port: 1, secure: false, logger: false })

test('given up while it was being opened, and opened after all → the connection of whoever came after it stays', async () => {
  const [late, next] = [Promise.withResolvers<ImapFlow>(), client()]
  const opening = [late.promise, Promise.resolve(next)]
  const connection = new WarmConnection(() => opening.shift() ?? Promise.reject(new Error('a third')))
  const closed = vi.spyOn(next, 'close')
  const tried = Promise.withResolvers<void>()
  const given = await connection.run({
    work: async () => {
      tried.resolve()
      throw Object.assign(new Error('closed'), { code: 'NoConnection' })
    },
    isChange: true,
    deadlineMilliseconds: 1,
  })
  expect(given).toEqual({ ok: false, error: busy })
  const after = await connection.run({
    work: async () => {
      late.resolve(client())
      await tried.promise
      return ok('done')
    },
    isChange: true,
    deadlineMilliseconds: 20_000,
  })
  expect(after).toEqual(ok('done'))
  expect(closed).not.toHaveBeenCalled()
})
