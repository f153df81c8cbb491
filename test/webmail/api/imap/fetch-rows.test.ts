import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { eachRow, type FetchedRow } from '#webmail/api/imap/fetch-rows.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, append } = await mailboxUnderTest()

test('flags that another program changed meanwhile → told in between, and no row of what was asked', async () => {
  const [one, other] = [await append('INBOX', { subject: 'Un' }), await append('INBOX', { subject: 'Deux' })]
  const seen: FetchedRow[] = []
  certainly(
    await connections.read(visit, async (client) => {
      await client.mailboxOpen('INBOX')
      const marked = await connections.readBeside(visit, async (beside) => {
        await beside.mailboxOpen('INBOX')
        return ok(await beside.messageFlagsAdd(`${one},${other}`, ['\\Flagged'], { uid: true }))
      })
      expect(marked).toEqual(ok(true))
      await eachRow(client, [one], { items: ['INTERNALDATE'], fields: ['Subject'] }, (row) => seen.push(row))
      return ok(null)
    }),
  )
  expect(seen.map(({ uid, fields }) => [uid, fields.get('subject')])).toEqual([[one, 'Un']])
})

test('flags alone → those of each; nobody asked for → nothing', async () => {
  const uid = await append('INBOX', { subject: 'Trois', flags: ['\\Seen', '$Forwarded'] })
  const flags = new Map<number, ReadonlySet<string>>()
  const read = (uids: readonly number[]) =>
    connections.read(visit, async (client) => {
      await client.mailboxOpen('INBOX')
      await eachRow(client, uids, { items: ['FLAGS'] }, (row) => void flags.set(row.uid, row.flags))
      return ok(null)
    })
  certainly(await read([]))
  expect(flags.size).toBe(0)
  certainly(await read([uid, 4_000]))
  expect([...flags.keys()]).toEqual([uid])
  expect(flags.get(uid)).toContain('$Forwarded')
})
