// One message through the real listener from any client address, as a load balancer would hand it over, and what the
// gateway made of it: the reply and our Authentication-Results in what was delivered.

import { connect, isIPv6 } from 'node:net'
import type { GatewayUnderTest } from './gateway-under-test.ts'
import { smtpDialogue } from './smtp-dialogue.ts'
import { zoneLines } from './zone-lines.ts'

export interface JudgedMessage {
  /** What the DNS says while it is judged. */
  readonly zone: readonly string[]
  readonly client?: string
  readonly helo?: string
  readonly reversePath?: string
  /** Header and body. */
  readonly message: string
}

export interface Judgement {
  /** The last reply: to the end of data, or to the command that was refused. */
  readonly reply: string
  /** The value of our Authentication-Results, unfolded; empty when nothing was delivered. */
  readonly results: string
  /** What the mailbox got. */
  readonly delivered: string
}

/** `run` must believe the PROXY headers of 127.0.0.0/8. */
export async function judge(run: GatewayUnderTest, asked: JudgedMessage): Promise<Judgement> {
  const { client = '192.0.2.1', helo = 'mx.away.test', reversePath = 'user@away.test', message } = asked
  run.dns.records.clear()
  for (const [question, values] of zoneLines(asked.zone)) run.dns.records.set(question, values)
  const before = run.lmtp.delivered.length
  const socket = connect(run.port, '127.0.0.1')
  const [family, own] = isIPv6(client) ? ['TCP6', '2001:db8::25'] : ['TCP4', '192.0.2.25']
  socket.write(`PROXY ${family} ${client} ${own} 40000 25\r\n`)
  await using dialogue = smtpDialogue(run.port, socket)
  await dialogue.run('S: 220')
  let reply = ''
  const commands = [`EHLO ${helo}`, `MAIL FROM:<${reversePath}>`, 'RCPT TO:<a@ours.test>', 'DATA']
  for (const command of commands) {
    dialogue.send(`${command}\r\n`)
    reply = await dialogue.reply()
    if (!/^[23]/.test(reply)) return { reply, results: '', delivered: '' }
  }
  dialogue.send(`${withLineEnd(message).replace(/^\./gm, '..')}.\r\n`)
  reply = await dialogue.reply()
  const delivered = run.lmtp.delivered[before]?.message ?? ''
  return { reply, results: resultsOf(delivered), delivered }
}

/** SMTP ends every line: a message without a line end gets one. */
export const withLineEnd = (message: string): string =>
  message.endsWith('\r\n') ? message : `${message}\r\n`

/** Of one method: `spf=pass (comment) smtp.mailfrom=…`. */
export const resultOf = (results: string, method: string): string =>
  results.split(/;\s*/).find((each) => each.startsWith(`${method}=`)) ?? ''

const resultsOf = (delivered: string): string =>
  (/^Authentication-Results: ([\s\S]*?)\r\n(?=[^ \t])/m.exec(delivered)?.[1] ?? '').replace(/\r\n[ \t]/g, ' ')
