// Which system this is, and whether its packages are new enough for the configurations that we generate.

/** `Debian GNU/Linux 13 (trixie)`, as os-release(5) says it. */
export interface System {
  readonly name: string
  /** What we test on. */
  readonly isSupported: boolean
}

/** Of the text of /etc/os-release. */
export function systemOf(osRelease: string): System {
  const field = (name: string): string =>
    new RegExp(`^${name}=(["']?)(.*)\\1$`, 'm').exec(osRelease)?.[2] ?? ''
  return {
    name: field('PRETTY_NAME') || field('NAME') || 'an unnamed system',
    isSupported: field('ID') === 'debian' && field('VERSION_ID') === '13',
  }
}

/** The oldest that reads what we write: Dovecot 2.4 has another language than 2.3. */
const needed = [
  { package: 'dovecot-core', program: 'Dovecot', atLeast: '2.4' },
  { package: 'postgresql', program: 'PostgreSQL', atLeast: '15' },
] as const

export const judgedPackages: readonly string[] = needed.map((each) => each.package)

/** What is too old or missing, of what `apt-cache policy` prints of the judged packages in the language C. */
export function tooOld(policy: string): readonly string[] {
  return needed.flatMap(({ package: name, program, atLeast }) => {
    const version = versionIn(policy, name)
    if (version === null) return [`it has no ${program}, and ${atLeast} or newer is needed`]
    return isAtLeast(version, atLeast)
      ? []
      : [`its ${program} is ${version}, and ${atLeast} or newer is needed`]
  })
}

/** What is installed, else what would be: `2.4.1` of `1:2.4.1+dfsg1-6`. */
function versionIn(policy: string, name: string): string | null {
  const block = new RegExp(`^${name}:\\n((?: .*\\n?)*)`, 'm').exec(policy)?.[1] ?? ''
  const versions = [...block.matchAll(/^ {2}(?:Installed|Candidate): (?:\d+:)?(\d+(?:\.\d+)*)/gm)]
  return versions[0]?.[1] ?? null
}

function isAtLeast(version: string, atLeast: string): boolean {
  const [has = [], wants = []] = [version, atLeast].map((each) => each.split('.').map(Number))
  const differs = wants.findIndex((number, at) => number !== (has[at] ?? 0))
  return differs === -1 || (has[differs] ?? 0) > (wants[differs] ?? 0)
}
