import { expect, test } from 'vitest'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { allRoutes } from '#webmail/api/app.ts'

const webmail = await webmailUnderTest()

test('whom to call, asked without a session → the number and nothing else', async () => {
  const answer = await fetch(`${webmail.origin}/api/v1/support`)
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(await answer.json()).toEqual({ phone: '03 53 01 00 00' })
})

test('whom to call, asked while signed in → the same', async () => {
  const claire = await webmail.signIn()
  expect(await (await claire.ask('GET /support')).json()).toEqual({ phone: '03 53 01 00 00' })
})

test('routes open to anyone → the number, and the code of a letter', () => {
  const open = allRoutes.filter(({ definition }) => definition.permission === 'anyone')
  expect(open.map(({ name }) => name).sort()).toEqual([
    'GET /support',
    'POST /activation',
    'POST /activation/check',
  ])
})
