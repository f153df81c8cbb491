// A commune of one test file on the shared stack, made through the panel's API as the département makes it: its people come in
// with the codes of their letters.

import { randomUUID } from 'node:crypto'
import { type CookieBrowser, openBrowser } from '#test/support/admin/cookie-browser.ts'
import type { Account } from '#test/support/dovecot/mail-client.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from './eventually.ts'
import type { SharedStack } from './stack.ts'

export interface OwnCommune {
  readonly id: string
  readonly name: string
  readonly domain: string
  /** Manages the commune and mairie@. */
  readonly secretary: Account
  readonly mayor: Account
  /** Shared; its password is one that the secretary made for a program. */
  readonly mairie: Account
}

/** Communes of Côte-d’Or that files of tests welcome, one each. */
const communes = {
  arnay: ['Arnay-le-Duc', '21023'],
  beaune: ['Beaune', '21054'],
  seurre: ['Seurre', '21607'],
} as const

export async function welcomeCommune(stack: SharedStack, which: keyof typeof communes): Promise<OwnCommune> {
  const [name, inseeCode] = communes[which]
  const administrator = openBrowser(stack.panel)
  for (const [key, value] of stack.administrator.cookies) administrator.cookies.set(key, value)
  const made = (route: string, body: unknown) => asked(administrator, route, body)
  const domain = `mairie-${which}.test`
  const { id } = await made('POST /communes', { name, inseeCode })
  await made(`POST /communes/${id}/domains`, { name: domain })
  const personal = async (localPart: string, owner: { readonly name: string; readonly role: string }) => {
    const box = await made(`POST /communes/${id}/mailboxes`, { localPart, domain, kind: 'personal', owner })
    const { code } = await made(`POST /persons/${box.owner.id}/activation`, {})
    const account = { address: `${localPart}@${domain}`, password: randomUUID() }
    const browser = openBrowser(stack.panel)
    await asked(browser, 'POST /activation', { code, password: account.password })
    return { account, browser }
  }
  const secretary = await personal('claire.garnier', { name: 'Claire Garnier', role: 'manager' })
  const mayor = await personal('paul.moreau', { name: 'Paul Moreau', role: 'member' })
  const kind = { kind: 'shared', name: 'Mairie' }
  const mairie = await made(`POST /communes/${id}/mailboxes`, { localPart: 'mairie', domain, ...kind })
  for (const { account } of [secretary, mayor])
    await made(`POST /mailboxes/${mairie.id}/access`, { email: account.address, role: 'manage' })
  const program = { label: 'Ordinateur', password: mayor.account.password }
  const issued = await asked(mayor.browser, 'POST /self/app-passwords', { mailbox: mairie.id, ...program })
  const accounts = {
    ...{ secretary: secretary.account, mayor: mayor.account },
    mairie: { address: `mairie@${domain}`, password: issued.password },
  }
  const { smtp } = (await stack.overview()).endpoints
  for (const { address } of Object.values(accounts))
    await eventually(`the mailbox ${address}`, async () =>
      (await takesMail(smtp.port, address)) ? true : null,
    )
  return { id, name, domain, ...accounts }
}

async function asked(browser: CookieBrowser, route: string, body: unknown) {
  const answer = await browser.ask(route, body)
  if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Dovecot has made each of them, and the gateway knows. */
export async function untilMailIsTaken(
  port: number,
  accounts: readonly Pick<Account, 'address'>[],
): Promise<void> {
  for (const { address } of accounts)
    await eventually(`the mailbox ${address}`, async () => ((await takesMail(port, address)) ? true : null))
}

async function takesMail(port: number, address: string): Promise<boolean> {
  await using dialogue = smtpDialogue(port)
  await dialogue.run('S: 220\nC: EHLO client.test\nS: 250\nC: MAIL FROM:<>\nS: 250')
  dialogue.send(`RCPT TO:<${address}>\r\n`)
  return (await dialogue.reply()).startsWith('250')
}
