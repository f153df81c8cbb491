// The running installation of all files, real mail through every daemon, to the communes of the demonstration.

import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { eicar, gtube } from '#cli/demo/test-strings.ts'
import { daemonNames, processNames } from '#core/service-names.ts'
import { command } from '#stack/machine/command.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { findMessage, send, withImap } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { accountOf, type StackOverview, sharedStack } from '#test/support/stack/stack.ts'

const stack = sharedStack()
let overview: StackOverview
let dkim: Awaited<ReturnType<typeof senderSignature>>

beforeAll(async () => {
  overview = await stack.overview()
  dkim = await senderSignature(pathsFor(stack.state))
})

const newMessage = (to: string) => ({
  from: `"Claire Fournier" <${senderAddress}>`,
  to,
  messageId: `<${randomUUID()}@${senderDomain}>`,
  subject: 'Devis toiture – salle des fêtes',
  text: 'Bonjour, voici le devis demandé pour la réunion du conseil municipal.\n',
})

describe('status', () => {
  test('a started installation → every daemon and process healthy, exit 0', async () => {
    const { code } = await stack.command('status', '--json')
    expect(overview.services.map(({ name, state }) => `${name} ${state}`)).toEqual(
      [...daemonNames, ...processNames].map((name) => `${name} healthy`),
    )
    expect(code).toBe(0)
  })

  test('the accounts it shows → five for each of three communes, all of them open IMAP', async () => {
    expect(overview.demo.accounts).toHaveLength(15)
    for (const account of overview.demo.accounts) {
      expect(
        await withImap(overview.endpoints.imap, account, async (imap) => imap.authenticated !== false),
      ).toBe(true)
    }
  })
})

describe('incoming mail', () => {
  test('a signed message → in the inbox with spf, dkim and dmarc pass', async () => {
    const account = accountOf(overview, 'mairie@mairie-saulieu.test')
    const message = newMessage(account.address)
    const answer = await send(overview.endpoints.smtp, { ...message, dkim })
    const source = await findMessage(overview.endpoints.imap, account, message.messageId)
    const results = /^Authentication-Results: mail\.cotedor\.test;[\s\S]*?(?=\r\n\S)/m.exec(source)?.[0] ?? ''
    expect(answer.code).toBe(250)
    expect(results).toMatch(/dkim=pass/)
    expect(results).toMatch(/spf=pass/)
    expect(results).toMatch(/dmarc=pass/)
  })

  test('rspamd is handed the verdict → its symbols fire and it asks no SPF, DKIM or DMARC question', async () => {
    const account = accountOf(overview, 'mairie@mairie-nolay.test')
    const message = newMessage(account.address)
    const { text } = await send(overview.endpoints.smtp, { ...message, dkim })
    await findMessage(overview.endpoints.imap, account, message.messageId)
    const filtered = await eventually('the line of the log', async () => {
      const log = await readFile(join(pathsFor(stack.state).log, 'gateway.log'), 'utf8')
      const ofMessage = log.split('\n').filter((line) => line.includes(text.slice(-26)))
      return ofMessage.find((line) => line.includes('"mail.filtered"')) ?? null
    })
    expect(filtered).toMatch(/R_SPF_ALLOW/)
    expect(filtered).toMatch(/R_DKIM_ALLOW/)
    expect(filtered).toMatch(/DMARC_POLICY_ALLOW/)
  })

  test('swaks over STARTTLS in, curl over IMAPS out → two clients that are not ours agree', async () => {
    const account = accountOf(overview, 'francois.lambert@mairie-flavigny-sur-ozerain.test')
    const { smtp, imaps } = overview.endpoints
    const token = randomUUID()
    const server = [
      '--server',
      smtp.host,
      '--port',
      String(smtp.port),
      '--tls',
      '--helo',
      'client.nowhere.test',
    ]
    const envelope = ['--from', 'x@nowhere.test', '--to', account.address, '--header', `Subject: ${token}`]
    const sent = await command(['swaks', ...server, ...envelope])
    const url = `imaps://${imaps.host}:${imaps.port}/INBOX`
    const asked = await command(['curl', '--silent', '--insecure', '--config', '-'], {
      input: `url = "${url}"\nuser = "${account.address}:${account.password}"\nrequest = "SEARCH SUBJECT ${token}"\n`,
    })
    expect(sent.stdout).toMatch(/<~ {2}250 2\.0\.0 OK, received as /)
    expect(asked.stdout).toMatch(/^\* SEARCH \d+/)
  })

  test('EICAR in an attachment → 554 5.7.0 in session', async () => {
    const message = newMessage('mairie@mairie-saulieu.test')
    const answer = await send(overview.endpoints.smtp, {
      ...message,
      dkim,
      attachments: [{ filename: 'facture.com', content: eicar }],
    })
    expect(answer.text).toMatch(/^554 5\.7\.0 /)
  })

  test('GTUBE → 550 5.7.1 in session', async () => {
    const answer = await send(overview.endpoints.smtp, {
      ...newMessage('mairie@mairie-saulieu.test'),
      dkim,
      text: `${gtube}\n`,
    })
    expect(answer.text).toMatch(/^55[04] 5\.7\.1 /)
  })

  test('From of a p=reject domain, unsigned and from elsewhere → 550 5.7.26', async () => {
    const answer = await send(overview.endpoints.smtp, newMessage('mairie@mairie-saulieu.test'), {
      from: '127.0.0.3',
    })
    expect(answer.text).toMatch(/^550 5\.7\.26 /)
  })

  test('a mailbox that does not exist → 550 5.1.1; a domain that is not ours → 550 5.7.1', async () => {
    const unknown = await send(overview.endpoints.smtp, newMessage('personne@mairie-saulieu.test'))
    const foreign = await send(overview.endpoints.smtp, newMessage('someone@gmail.test'))
    expect([unknown.text.slice(0, 9), foreign.text.slice(0, 9)]).toEqual(['550 5.1.1', '550 5.7.1'])
  })

  test('postmaster@ and abuse@ of a hosted domain → taken', async () => {
    for (const local of ['postmaster', 'abuse']) {
      const answer = await send(overview.endpoints.smtp, {
        ...newMessage(`${local}@mairie-nolay.test`),
        dkim,
      })
      expect(answer.code).toBe(250)
    }
  })

  test('two recipients in two communes → one 250, a copy for each', async () => {
    const first = accountOf(overview, 'maire@mairie-saulieu.test')
    const second = accountOf(overview, 'maire@mairie-flavigny-sur-ozerain.test')
    const message = { ...newMessage(first.address), to: [first.address, second.address] }
    expect((await send(overview.endpoints.smtp, { ...message, dkim })).code).toBe(250)
    await findMessage(overview.endpoints.imap, first, message.messageId)
    await findMessage(overview.endpoints.imap, second, message.messageId)
  })

  test('a list, under the other name of its domain, and one of its members → each member once', async () => {
    const locals = ['claire.garnier', 'philippe.moreau', 'amelie.rousseau']
    const accounts = locals.map((local) => accountOf(overview, `${local}@mairie-saulieu.test`))
    const message = newMessage('conseil@saulieu.test')
    const to = ['conseil@saulieu.test', 'claire.garnier+conseil@mairie-saulieu.test']
    const answer = await send(overview.endpoints.smtp, { ...message, to, dkim })
    expect(answer.text).toMatch(/^250 2\.0\.0 /)
    for (const account of accounts) {
      await findMessage(overview.endpoints.imap, account, message.messageId)
      const copies = await withImap(overview.endpoints.imap, account, async (imap) => {
        await imap.mailboxOpen('INBOX')
        return await imap.search({ header: { 'message-id': message.messageId } })
      })
      expect(copies).toHaveLength(1)
    }
  })

  test('capital letters and a detail in the address → the same mailbox', async () => {
    const account = accountOf(overview, 'claire.garnier@mairie-saulieu.test')
    const message = newMessage('Claire.Garnier+urbanisme@Mairie-Saulieu.test')
    expect((await send(overview.endpoints.smtp, { ...message, dkim })).code).toBe(250)
    await findMessage(overview.endpoints.imap, account, message.messageId)
  })

  test('a forged Authentication-Results of ours → removed before delivery', async () => {
    const account = accountOf(overview, 'maire@mairie-nolay.test')
    const message = newMessage(account.address)
    const headers = { 'Authentication-Results': 'mail.cotedor.test; dkim=pass header.d=banque.test' }
    await send(overview.endpoints.smtp, { ...message, headers, dkim })
    expect(await findMessage(overview.endpoints.imap, account, message.messageId)).not.toMatch(/banque\.test/)
  })

  test('a password of a person and one of the database → in no log of any service', async () => {
    const { secrets, log } = pathsFor(stack.state)
    const password = (await readFile(join(secrets, 'database-vm_gateway'), 'utf8')).trim()
    const { password: personal } = accountOf(overview, 'claire.garnier@mairie-saulieu.test')
    for (const { name } of overview.services) {
      const text = await readFile(join(log, `${name}.log`), 'utf8').catch(() => '')
      expect(text.includes(password) || text.includes(personal), name).toBe(false)
    }
  })
})

describe('trace', () => {
  const recipient = 'amelie.rousseau@mairie-saulieu.test'
  /** Words that only the message may hold: one each for subject, body, file name and file. */
  const words = ['Quetzalcoatl', 'Huitzilopochtli', 'Tlaltecuhtli', 'Tezcatlipoca'] as const

  async function sendMarked(to: string): Promise<string> {
    const [subject, text, filename, content] = words
    const answer = await send(overview.endpoints.smtp, {
      ...newMessage(to),
      subject,
      text: `${text} FR76 3000 6000 0112 3456 7890 189\n`,
      attachments: [{ filename: `${filename}.txt`, content }],
      dkim,
    })
    expect(answer.text).toMatch(/^250 /)
    return answer.text.slice(-26)
  }

  test('a message by its id, its recipient, its commune → what became of it, within seconds', async () => {
    const id = await sendMarked(recipient)
    const found = await eventually('the trace', async () => {
      const { code, stdout } = await stack.command('trace', 'find', '--id', id.toLowerCase())
      expect(code).toBe(0)
      return stdout === '' ? null : stdout
    })
    expect(found).toContain(id)
    expect(found).toMatch(/from {4}\S+@\S+, in the name of fournisseur\.test/)
    expect(found).toMatch(/checks {2}SPF pass, DKIM fournisseur\.test:pass/)
    expect(found).toContain(`${recipient} (Saulieu)\n          delivered`)
    for (const asked of [
      ['--address', recipient.toUpperCase()],
      ['--address', senderAddress, '--since', '1'],
      ['--commune', 'saulieu', '--outcome', 'delivered'],
    ]) {
      const { stdout } = await stack.command('trace', 'find', ...asked, '--json')
      expect(stdout).toContain(id)
    }
  })

  test('what nobody sent, and a commune that is not there → what to try', async () => {
    const none = await stack.command('trace', 'find', '--address', 'nobody@nowhere.test')
    expect([none.code, none.stdout]).toEqual([0, ''])
    expect(none.stderr).toContain('What to try')
    const commune = await stack.command('trace', 'find', '--commune', 'Dijon')
    expect(commune).toMatchObject({ code: 1 })
    expect(commune.stderr).toContain('--commune Dijon: no commune of this name')
  })

  test('words of subject, body and file names → in the mailbox, and in no log and no trace', async () => {
    const id = await sendMarked(recipient)
    const rows = await eventually('the trace', async () => {
      const { stdout } = await stack.command('trace', 'find', '--id', id, '--json')
      return stdout.includes(id) ? stdout : null
    })
    const { log } = pathsFor(stack.state)
    const texts = await Promise.all((await readdir(log)).map((name) => readFile(join(log, name), 'utf8')))
    const written = [rows, ...texts].join('\n')
    expect(written).toContain(id)
    for (const word of [...words, '3000 6000', '30006000']) expect(written).not.toContain(word)
  })
})
