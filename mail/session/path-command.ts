// The arguments of MAIL and RCPT (RFC 5321 §4.1.1.2, §4.1.1.3 and §4.1.1.11). The library would refuse reverse-paths for
// good that others rightly send from, and take any parameter; what an address may be is said in core/address/email-address.ts.

export interface PathCommand {
  readonly name: PathCommandName
  /** What stands between `<` and `>`; a source route is accepted and ignored (RFC 5321 appendix C). */
  readonly path: string
  /** By name in capitals; true for a parameter without value. */
  readonly parameters: Readonly<Record<string, string | true>>
  /** The name of a parameter that is there twice. */
  readonly duplicate: string | undefined
}

export type PathCommandName = 'MAIL FROM' | 'RCPT TO'

export type KnownParameters = Readonly<Record<PathCommandName, readonly string[]>>

/** Those that go with the extensions announced to other servers: SIZE, 8BITMIME and SMTPUTF8. */
export const relayParameters: KnownParameters = {
  'MAIL FROM': ['BODY', 'SIZE', 'SMTPUTF8'],
  'RCPT TO': [],
}

/** And to mail programs, which may ask for notifications (RFC 3461 §4). */
export const submissionParameters: KnownParameters = {
  'MAIL FROM': ['BODY', 'SIZE', 'SMTPUTF8', 'RET', 'ENVID'],
  'RCPT TO': ['NOTIFY', 'ORCPT'],
}

/** `<` may stand in a quoted string, and so may white space. */
const form = /^(MAIL FROM|RCPT TO)\s*:\s*<((?:"(?:[^"\\]|\\.)*"|[^<>"\s])*)>(?:\s+(.*))?$/i

/** Null when the line does not have the form of this command. */
export function readPathCommand(name: PathCommandName, line: string): PathCommand | null {
  const [, verb, path, rest = ''] = form.exec(line.trim()) ?? []
  if (verb?.toUpperCase() !== name || path === undefined) return null
  const parameters: Record<string, string | true> = {}
  let duplicate: string | undefined
  for (const [, key = '', value] of rest.matchAll(/([^\s=]+)(?:=(\S*))?/g)) {
    const known = key.toUpperCase()
    if (Object.hasOwn(parameters, known)) duplicate = known
    parameters[known] = value || true
  }
  return { name, path: path.replace(/^@[^:"]*:/, ''), parameters, duplicate }
}

/**
 * True when a parameter asks for what we did not announce: RFC 5321 §4.1.1.11 wants 555, not silence. Whoever said HELO was
 * told of no extension and can use none (§2.2.1 and §4.1.1.1).
 */
export const asksTooMuch = (
  { name, parameters }: PathCommand,
  { extended, known }: { readonly extended: boolean; readonly known: KnownParameters },
): boolean => Object.keys(parameters).some((key) => !extended || !known[name].includes(key))
