// Programs that are not ours and verify signatures: Perl's Mail::DKIM and OpenDKIM's opendkim-testmsg.

import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const perl = `
use strict; use warnings;
use Net::DNS::Resolver; use Mail::DKIM::DNS; use Mail::DKIM::Verifier; use Mail::DKIM::ARC::Verifier;
my ($kind, $port) = @ARGV;
Mail::DKIM::DNS::resolver(Net::DNS::Resolver->new(nameservers => ['127.0.0.1'], port => $port));
my $verifier = $kind eq 'arc' ? Mail::DKIM::ARC::Verifier->new() : Mail::DKIM::Verifier->new();
binmode STDIN; local $/; $verifier->PRINT(<STDIN>); $verifier->CLOSE();
if ($kind eq 'arc') { print $verifier->result, "\\n" }
else { print $_->algorithm, ' ', $_->domain, ' ', $_->result, "\\n" for $verifier->signatures }
`

/** A name server on the loopback. */
type NameServerPort = { readonly port: number }

/** `rsa-sha256 saulieu.test pass` for each signature. */
export const perlDkim = async (message: Buffer, dns: NameServerPort): Promise<readonly string[]> =>
  (await output(['perl', '-e', perl, 'dkim', String(dns.port)], message)).trim().split('\n')

/** `pass`, `fail`, `none` or `invalid`. */
export const perlArc = async (message: Buffer, dns: NameServerPort): Promise<string> =>
  (await output(['perl', '-e', perl, 'arc', String(dns.port)], message)).trim()

/**
 * What opendkim-testmsg says: nothing when a signature verifies. It asks the machine's resolver, so it gets a file of its own
 * that names `address`, where a name server must listen on port 53. Null where mounting is not allowed.
 */
export async function opendkim(message: Buffer, address: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'vm-opendkim-'))
  try {
    const resolv = join(folder, 'resolv.conf')
    await writeFile(resolv, `nameserver ${address}\n`)
    const script = `mount --bind ${resolv} /etc/resolv.conf || { echo cannot-mount; exit; }; exec opendkim-testmsg -C -t ${folder}`
    const said = await output(['unshare', '--mount', 'sh', '-c', script], message)
    return /cannot-mount|unshare failed/.test(said) ? null : said
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Both outputs. */
async function output([program = '', ...options]: readonly string[], input: Buffer): Promise<string> {
  const child = spawn(program, options)
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const said = await Promise.all([text(child.stdout), text(child.stderr)])
  return said.join('')
}
