import { expect, test } from 'vitest'
import { answered } from '#test/support/admin/two-communes.ts'
import { freePort } from '#test/support/database/postgresql.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const nobody = await freePort()
const webmail = await webmailUnderTest({ managesievePort: () => nobody })
const claire = await webmail.signIn()
const box = `/boxes/${webmail.made.mairie}`

test('nobody takes rules → rules-away for reading and changing them, told in the log; mail as ever', async () => {
  const away = { status: 503, body: { code: 'rules-away' } }
  expect(await answered(claire.ask(`GET ${box}/rules`))).toMatchObject(away)
  for (const part of ['rules', 'vacation', 'forward'] as const) {
    const body = { revision: '', other: null, [part]: part === 'rules' ? [] : null }
    expect(await answered(claire.ask(`PUT ${box}/${part}`, body))).toMatchObject(away)
  }
  expect(webmail.complaints).toContainEqual(
    expect.objectContaining({ event: 'component.unavailable', component: 'dovecot' }),
  )
  expect((await claire.ask(`GET ${box}/folders`)).status).toBe(200)
})
