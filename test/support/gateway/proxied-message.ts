// One message from any client address, as a load balancer hands it over (PROXY protocol, version 1).

import { connect, isIPv6 } from 'node:net'
import { smtpDialogue } from './smtp-dialogue.ts'

export interface ProxiedMessage {
  readonly client?: string
  readonly helo?: string
  readonly reversePath?: string
  readonly recipient: string
  /** Header and body; the line end at the very end may be left out. */
  readonly message: string
}

/** The last reply: to the end of data, or to the command that was refused. */
export async function sendProxied(port: number, asked: ProxiedMessage): Promise<string> {
  const { client = '192.0.2.1', helo = 'mx.away.test', reversePath = 'user@away.test', message } = asked
  const socket = connect(port, '127.0.0.1')
  const [family, own] = isIPv6(client) ? ['TCP6', '2001:db8::25'] : ['TCP4', '192.0.2.25']
  socket.write(`PROXY ${family} ${client} ${own} 40000 25\r\n`)
  await using dialogue = smtpDialogue(port, socket)
  const greeting = await dialogue.reply()
  if (!greeting.startsWith('220')) return greeting
  const commands = [`EHLO ${helo}`, `MAIL FROM:<${reversePath}>`, `RCPT TO:<${asked.recipient}>`, 'DATA']
  for (const command of commands) {
    dialogue.send(`${command}\r\n`)
    const reply = await dialogue.reply()
    if (!/^[23]/.test(reply)) return reply
  }
  dialogue.send(`${withLineEnd(message).replace(/^\./gm, '..')}.\r\n`)
  return await dialogue.reply()
}

/** SMTP ends every line: a message without a line end gets one. */
export const withLineEnd = (message: string): string =>
  message.endsWith('\r\n') ? message : `${message}\r\n`
