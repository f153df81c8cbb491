// The command line: finds the command, gives it its arguments, turns its end into an exit code.

import { admin } from './admin.ts'
import { audit } from './audit.ts'
import { demo } from './demo.ts'
import { doctor } from './doctor.ts'
import { down } from './down.ts'
import { held } from './held.ts'
import { logs } from './logs.ts'
import { mailbox } from './mailbox.ts'
import { migrate } from './migrate.ts'
import { plan } from './plan.ts'
import { prepare } from './prepare.ts'
import { queue } from './queue.ts'
import { render } from './render.ts'
import { security } from './security.ts'
import { status } from './status.ts'
import { Fault, say } from './terminal.ts'
import { trace } from './trace.ts'
import { up } from './up.ts'

/** Takes the arguments after its name, returns the exit code. */
type Command = (args: readonly string[]) => Promise<number>

const commands: Readonly<Record<string, { readonly run: Command; readonly usage: string }>> = {
  up: {
    run: up,
    usage: 'up [--detach] [--port-base N] [--config FILE]   start everything, and wait until it answers',
  },
  down: { run: down, usage: 'down                                            stop everything in order' },
  status: {
    run: status,
    usage: 'status [--json]                                 how each process and daemon is',
  },
  logs: { run: logs, usage: 'logs [SERVICE] [-f]                             what they printed' },
  doctor: {
    run: doctor,
    usage: 'doctor                                          check this machine and the configuration',
  },
  plan: {
    run: plan,
    usage: 'plan [--config FILE]                            what "up" would change on disk',
  },
  render: {
    run: render,
    usage: 'render DIR [--config FILE]                      only write the generated files',
  },
  demo: {
    run: demo,
    usage: 'demo send [--to ADDRESS] [--kind KIND]          send a message from the demonstration sender',
  },
  held: {
    run: held,
    usage: 'held list | show ID | release ID | delete ID    mail that waits for somebody to decide about it',
  },
  queue: {
    run: queue,
    usage:
      'queue list [--commune NAME|INSEE] [--state waiting|held|approval] [--destination DOMAIN] [--search TEXT] [--limit N] [--json]\n' +
      '                                                              outgoing mail that is not delivered yet\n' +
      '  vaguemestre queue show ID [--json] | retry | hold | release | delete ID [--destination DOMAIN]\n' +
      '                                                              one message: what servers answered; what becomes of it\n' +
      '  vaguemestre queue pause DESTINATION --reason TEXT [--hours N] | resume DESTINATION\n' +
      '                                                              nothing is sent there meanwhile',
  },
  trace: {
    run: trace,
    usage:
      'trace find [--address ADDRESS] [--commune NAME|INSEE] [--id ID] [--since DAYS] [--outcome OUTCOME] [--limit N] [--json]\n' +
      '                                                              what became of a message',
  },
  security: {
    run: security,
    usage:
      'security list [--network ADDRESS|NETWORK] [--since DAYS] [--limit N] [--json]\n' +
      '                                                              what looked like an attack\n' +
      '  vaguemestre security blocks [--network ADDRESS|NETWORK] [--limit N] [--json]\n' +
      '                                                              who is shut out for guessing passwords\n' +
      '  vaguemestre security release ADDRESS|NETWORK|ACCOUNT\n' +
      '                                                              let them in again',
  },
  mailbox: {
    run: mailbox,
    usage:
      'mailbox resume-sending ADDRESS [--release-held]\n' +
      '                                                              let it send again after a stolen password',
  },
  admin: {
    run: admin,
    usage:
      'admin list [--json] | reset-factor ADDRESS      who administers; a lost second factor, when nobody else can help',
  },
  audit: {
    run: audit,
    usage: 'audit verify [--expect SEAL]                    whether somebody tampered with the audit log',
  },
  prepare: {
    run: prepare,
    usage:
      'prepare [--config FILE]                         state, secrets and files, without starting anything',
  },
  migrate: {
    run: migrate,
    usage: 'migrate [--config FILE]                         bring a running database to this version',
  },
}

const usage = `vaguemestre: e-mail for the communes of a département\n\n${Object.values(commands)
  .map((command) => `  vaguemestre ${command.usage}`)
  .join('\n')}\n`

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = name === undefined ? undefined : commands[name]
  if (command === undefined || args.includes('--help')) {
    say(command === undefined ? usage : `vaguemestre ${command.usage}`)
    const asked = name === undefined || name === 'help' || name === '--help' || command !== undefined
    return asked ? 0 : 2
  }
  try {
    return await command.run(args)
  } catch (error) {
    say(explain(error))
    return 1
  }
}

/** A fault the person can mend is a sentence; anything else is a bug and keeps its trace. */
function explain(error: unknown): string {
  if (error instanceof Fault) return `vaguemestre: ${error.message}`
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `vaguemestre: ${error.message}`
  }
  return error instanceof Error ? `vaguemestre: ${error.stack ?? error.message}` : String(error)
}

process.exitCode = await main(process.argv.slice(2))
