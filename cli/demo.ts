// `demo send`: a message from outside, good or bad, to see what becomes of it.

import { parseArgs } from 'node:util'
import { parseEmailAddress } from '#core/address/email-address.ts'
import { showHostPort } from '#core/address/host-port.ts'
import { reachSmtp } from '#stack/spec/listeners.ts'
import { contextOptions, openExisting } from './context.ts'
import { readDemoAccounts } from './demo/accounts.ts'
import { demoKinds, demoMessage } from './demo/messages.ts'
import { type DemoMessage, sendDemo } from './demo/sender.ts'
import { Fault, print } from './terminal.ts'

export async function demo(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...contextOptions,
      to: { type: 'string' },
      kind: { type: 'string', default: 'ordinary' },
    },
  })
  if (positionals[0] !== 'send')
    throw new Fault(`usage: demo send [--to ADDRESS] [--kind ${demoKinds.join('|')}]`)
  const kind = demoKinds.find((known) => known === values.kind)
  if (kind === undefined) throw new Fault(`--kind ${values.kind}: expected one of ${demoKinds.join(', ')}`)
  const context = await openExisting(values)
  const { paths } = context
  const to = values.to ?? (await readDemoAccounts(paths))[0]?.address
  if (to === undefined)
    throw new Fault('there is no demonstration here: start with "vaguemestre up" and no --config')
  const recipient = parseEmailAddress(to)
  if (!recipient.ok) throw new Fault(`--to ${to}: ${recipient.error}`)
  return send(demoMessage(kind, recipient.value), { listener: reachSmtp(context), paths })
}

async function send(message: DemoMessage, to: Parameters<typeof sendDemo>[1]): Promise<number> {
  try {
    print(`Accepted for ${message.to}: ${await sendDemo(message, to)}`)
    return 0
  } catch (error) {
    if (error instanceof Error && 'response' in error) {
      print(`Refused for ${message.to}: ${String(error.response)}`)
      return 1
    }
    throw new Fault(
      `${showHostPort(to.listener)} does not answer; is it started? (${error instanceof Error ? error.message : error})`,
    )
  }
}
