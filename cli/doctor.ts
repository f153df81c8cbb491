// Checks a machine and its installation, one line each: what, how it is, what to do. Changes nothing.

import { parseArgs } from 'node:util'
import { contextOptions, openExisting } from './context.ts'
import { checkCertificates } from './doctor/certificates.ts'
import type { Finding } from './doctor/finding.ts'
import { checkConfigurations, checkPorts, checkSignatures, serviceFindings } from './doctor/installation.ts'
import { keptMailFindings, readKeptMail } from './doctor/kept-mail.ts'
import { checkClock, checkDisk, checkPackages, checkReach } from './doctor/machine.ts'
import { checkSignInPolicy } from './doctor/sign-in-policy.ts'
import { askServices } from './overview.ts'
import { print, table } from './terminal.ts'

/** Exit code 1 when anything must be mended; a warning alone leaves it 0. */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: contextOptions })
  const context = await openExisting(values)
  const { limits } = context.spec
  const services = await askServices(context)
  const findings: readonly Finding[] = (
    await Promise.all([
      checkPackages(),
      checkReach(context),
      checkDisk(context),
      checkClock(),
      checkCertificates(context),
      checkSignatures(context),
      checkConfigurations(context),
      services === null ? checkPorts(context) : serviceFindings(services),
      services === null ? [] : checkSignInPolicy(context),
      services === null
        ? []
        : readKeptMail(context).then((kept) => keptMailFindings(kept, limits.heldTotalMegabytes)),
    ])
  ).flat()
  print(
    table([
      ['WHAT', 'STATE', 'FOUND', 'WHAT TO DO'],
      ...findings.map(({ what, state, found, todo }) => [what, state, found, todo]),
    ]),
  )
  return findings.some(({ state }) => state === 'bad') ? 1 : 0
}
