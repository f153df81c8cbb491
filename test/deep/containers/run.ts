// `npm run test:deep -- containers`: builds the images, starts the stack of docker/compose.yaml with a real Docker engine,
// sends a mail to the published SMTP port and reads it back over IMAPS. Ends with one line that counts its checks.

import { join } from 'node:path'
import { z } from 'zod'
import { bringBaseImage } from './base-image.ts'
import { NoEngine, openEngine } from './engine.ts'
import { type Account, readMail, sendMail, sendUntilFinal } from './mail.ts'
import { ContainerStack, freePorts } from './stack.ts'
import { Tally } from './tally.ts'
import { untoldWeakness } from './weakness.ts'

const repository = join(import.meta.dirname, '../../..')
const overview = z.object({
  demo: z.object({ accounts: z.array(z.object({ address: z.string(), password: z.string() })).min(1) }),
})
const generated = '/var/lib/vaguemestre/etc'
const spec = '/etc/vaguemestre/spec.yaml'
const demoSend = ['node', 'cli/main.ts', 'demo', 'send'] as const

async function run(tally: Tally): Promise<void> {
  await using engine = await openEngine()
  const [smtp = 0, imaps = 0, ...others] = await freePorts(8)
  await using stack = new ContainerStack(engine, repository, { smtp, imaps, others })
  const started =
    (await tally.step('the base image is there', () => bringBaseImage(engine, repository))) &&
    (await tally.step('every image builds', () => stack.compose(['build', '--quiet'], 1200))) &&
    (await tally.step('every container becomes healthy', () => start(stack)))
  if (started) await examine(tally, stack)
  if (tally.failed > 0) tally.say(await stack.lastWords())
}

async function start(stack: ContainerStack): Promise<void> {
  await stack.compose(['up', '--detach', '--quiet-pull'], 400)
  await stack.untilHealthy(120)
}

async function examine(tally: Tally, stack: ContainerStack): Promise<void> {
  await tally.step('the daemons run the files that render writes', () => compareRendered(stack))
  await tally.step('no container has more rights than it needs', async () => {
    const weak = untoldWeakness(await stack.inspect())
    if (weak.length > 0) throw new Error(weak.join('\n'))
  })
  const account = await firstAccount(stack)
  await tally.step('a mail to a demo address is accepted and read back over IMAPS', () =>
    exchange(stack, account),
  )
  await tally.step('an unknown address is refused with 550', async () => {
    const unknown = `personne.${account.address}`
    const answer = await sendMail(stack.ports.smtp, unknown, 'refus')
    if (answer.code !== 550) throw new Error(`${unknown}: ${answer.text}`)
  })
  await tally.step('a signed mail from the demo sender passes SPF, DKIM and DMARC', () =>
    authenticated(stack, account),
  )
  await tally.step('a virus is refused with 554', async () => {
    const said = await stack.inSetup([...demoSend, '--kind', 'virus'])
    if (!/\b554\b/.test(said.stdout)) throw new Error(`${said.stdout}${said.stderr}`)
  })
  await tally.step('a daemon killed with -9 comes back, and so does mail', async () => {
    await stack.crash('dovecot')
    await stack.untilHealthy(90)
    await exchange(stack, account)
  })
}

async function compareRendered(stack: ContainerStack): Promise<void> {
  const compare = `node cli/main.ts render /tmp/rendered --config ${spec} && diff -r --exclude='*.svbin' /tmp/rendered ${generated}`
  const { code, stdout, stderr } = await stack.inSetup(['sh', '-c', compare])
  if (code !== 0) throw new Error(`${stdout}${stderr}`)
}

async function firstAccount(stack: ContainerStack): Promise<Account> {
  const { stdout, stderr } = await stack.inSetup(['node', 'cli/main.ts', 'status', '--json'])
  const account = overview.safeParse(JSON.parse(stdout || 'null')).data?.demo.accounts[0]
  if (account === undefined) throw new Error(`status --json names no demo account: ${stderr}`)
  return account
}

async function exchange(stack: ContainerStack, account: Account): Promise<void> {
  const subject = `Conteneurs ${Date.now()}`
  const answer = await sendUntilFinal(stack.ports.smtp, { to: account.address, subject }, 60)
  if (answer.code !== 250) throw new Error(`sent to ${account.address}: ${answer.text}`)
  const source = await readMail(stack.ports.imaps, account, subject)
  if (source === null)
    throw new Error(`accepted with "${answer.text}", but it is in no folder of ${account.address}`)
}

async function authenticated(stack: ContainerStack, account: Account): Promise<void> {
  const sent = await stack.inSetup([...demoSend, '--to', account.address])
  if (sent.code !== 0) throw new Error(`${sent.stdout}${sent.stderr}`)
  const source = await readMail(stack.ports.imaps, account, 'Devis')
  const missing = ['spf=pass', 'dkim=pass', 'dmarc=pass'].filter(
    (verdict) => source?.includes(verdict) !== true,
  )
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')} missing in:\n${source?.slice(0, 3000) ?? 'no message'}`)
}

const tally = new Tally()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tally.interrupt())
try {
  await run(tally)
} catch (error) {
  tally.fail(error instanceof NoEngine ? error.message : error)
}
tally.say(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1
