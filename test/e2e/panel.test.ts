// The panel as its users come through it, in a real browser on the running installation: communes welcomed in one batch, a manager
// who comes with the code of a letter, a phone that gets a password and loses it again, a held message let out, and what each
// role may see. A step needs those before it; how it goes is in panel/.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Visit } from '#test/support/browser/browser.ts'
import { comeWithLetter } from './panel/manager.ts'
import { heading, openSharedPanel, type Panel } from './panel/panel.ts'
import { signIn } from './panel/people.ts'
import { useAndCutOffPhone } from './panel/phone.ts'
import { letOutHeldMessage } from './panel/quarantine.ts'
import { visitAs, visitors } from './panel/roles.ts'
import { welcomeCommunes } from './panel/welcome-communes.ts'

let panel: Panel
let administrator: Visit
let letter: string
let manager: Visit

beforeAll(async () => {
  const shared = await openSharedPanel()
  panel = shared
  administrator = await panel.visit()
  const { email, uri } = shared.stack.administrator
  await signIn(administrator.page, email, uri)
  await heading(administrator.page, 'À traiter').waitFor()
})
afterAll(() => panel?.[Symbol.asyncDispose]())

test('five communes by one table and a search → created, with letters on one page each', async () => {
  letter = await welcomeCommunes(panel, administrator.page)
})

test('the manager comes with the code of the letter → a password, a second factor, their own commune and no other', async () => {
  manager = await comeWithLetter(panel, letter)
})

test('a password for a phone → IMAP and SMTP open with it; cut off → the open session ends and nothing opens any more', async () => {
  await useAndCutOffPhone(panel, manager.page)
})

test('a held message is looked at and let out → it is in the inbox; its way is found by its address', async () => {
  await letOutHeldMessage(panel, administrator.page)
})

test.each(visitors)('%s signs in → only what the role may see', async (...visitor) => {
  await visitAs(panel, visitor)
})

test('every page that was opened → no error of a script, nothing refused by its policy', () => {
  expect([...administrator.complaints, ...manager.complaints]).toEqual([])
})
