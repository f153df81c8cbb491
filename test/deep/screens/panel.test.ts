// The panel as its users come through it, in a real browser on a whole installation: the first administrator, communes
// welcomed in one batch, a manager who comes with the code of a letter, a phone that gets a password and loses it again, a
// held message let out, the way of another one, outgoing mail approved, and what each role may see.
// One installation for all: a step needs those before it; how it goes is in panel/.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { filterEmptyRegister } from '#test/e2e/panel/empty-register.ts'
import { makeFirstAdministrator } from '#test/e2e/panel/first-administrator.ts'
import { comeWithLetter } from '#test/e2e/panel/manager.ts'
import { decideOutgoing, lookAtDeliverability } from '#test/e2e/panel/outgoing.ts'
import { heading, openPanel, type Panel } from '#test/e2e/panel/panel.ts'
import { useAndCutOffPhone } from '#test/e2e/panel/phone.ts'
import { letOutHeldMessage } from '#test/e2e/panel/quarantine.ts'
import { places, visitAs, visitors } from '#test/e2e/panel/roles.ts'
import { openMenuOfRow, registers } from '#test/e2e/panel/rows-on-phone.ts'
import { reloadStalePage } from '#test/e2e/panel/stale-page.ts'
import { addLine, pressKeysOverForm } from '#test/e2e/panel/template-form.ts'
import { welcomeCommunes } from '#test/e2e/panel/welcome-communes.ts'
import type { Visit } from '#test/support/browser/browser.ts'

const minutes = 60_000

let panel: Panel
let administrator: Visit
let administratorUri: string
let letter: string
let manager: Visit

beforeAll(async () => {
  panel = await openPanel()
  administrator = await panel.visit()
}, 4 * minutes)
afterAll(async () => {
  await panel?.[Symbol.asyncDispose]()
})

test('a new installation: the code that it printed makes the first administrator, with a second factor', {
  timeout: 3 * minutes,
}, async () => {
  administratorUri = await makeFirstAdministrator(panel, administrator.page)
})

test('five communes by one table and a search → created, with letters on one page each', {
  timeout: 5 * minutes,
}, async () => {
  letter = await welcomeCommunes(panel, administrator.page)
})

test('the manager comes with the code of the letter → a password, a second factor, their own commune and no other', {
  timeout: 4 * minutes,
}, async () => {
  manager = await comeWithLetter(panel, letter)
})

test('a password for a phone → IMAP and SMTP open with it; cut off → the open session ends and nothing opens any more', {
  timeout: 4 * minutes,
}, async () => {
  await useAndCutOffPhone(panel, manager.page)
})

test('a held message is looked at and let out → it is in the inbox; its way is found by its address', {
  timeout: 4 * minutes,
}, async () => {
  await letOutHeldMessage(panel, administrator.page)
})

test('outgoing mail: a destination is paused, a message approved, another deleted → each in the log', {
  timeout: 4 * minutes,
}, async () => {
  await decideOutgoing(panel, administrator.page)
})

test('whether mail arrives: domains with their records, what failed, an address that is written to again', {
  timeout: 4 * minutes,
}, async () => {
  await lookAtDeliverability(panel, administrator.page)
})

test.each(places)(
  '%s, by the keyboard of an administrator → opens, and axe finds nothing',
  { timeout: 2 * minutes },
  async (name, path, title) => {
    await administrator.page.goto(path)
    await heading(administrator.page, title).waitFor()
    await panel.looker.look(administrator.page, name)
  },
)

test.each(registers)(
  '%s on a phone → what can be done with a row is in sight, and opens',
  async (path, row) => {
    await openMenuOfRow(administrator.page, path, row)
  },
)

test('a line added to a template → the focus is in it; a size above the maximum → says the maximum', async () => {
  await addLine(panel, administrator.page)
})

test('Ctrl+K and Escape over a form with something typed → it stays as it is', async () => {
  await pressKeysOverForm(administrator.page)
})

test('an empty register without a filter → says what is empty; with one → that nothing fits, and takes it off', async () => {
  await filterEmptyRegister(administrator.page)
})

test.each(visitors)(
  '%s signs in → only what the role may see',
  { timeout: 2 * minutes },
  async (...visitor) => {
    await visitAs(panel, visitor)
  },
)

test('signing in again with the code of the application → the panel opens; a page of an older version → says so, reloads', {
  timeout: 2 * minutes,
}, async () => {
  await reloadStalePage(panel, administratorUri)
})

test('every page that was opened → no error of a script, nothing refused by its policy', () => {
  expect([...administrator.complaints, ...manager.complaints]).toEqual([])
})

test('the sheets of all pictures → one for each theme and width', { timeout: 2 * minutes }, async () => {
  const sheets = await panel.looker.finish(panel.browser)
  expect(sheets.map((sheet) => sheet.replace(/^.*sheet-/, ''))).toEqual([
    'desk-light.png',
    'desk-dark.png',
    'small-light.png',
    'small-dark.png',
    'phone-light.png',
    'phone-dark.png',
  ])
})
