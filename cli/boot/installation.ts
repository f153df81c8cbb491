// From a context to a complete installation, with everything on disk that must be there before the first daemon.

import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeSenderKey } from '#cli/demo/sender.ts'
import { mailZones } from '#cli/demo/zones.ts'
import { attachmentSignatures } from '#stack/generate/attachment-signatures.ts'
import { secretFiles } from '#stack/generate/secret-files.ts'
import { type SignatureFile, testSignatures } from '#stack/generate/test-signatures.ts'
import type { Installation } from '#stack/installation.ts'
import { allowOurFolders } from '#stack/machine/apparmor.ts'
import { makeCertificates } from '#stack/machine/certificates.ts'
import { makeFolders } from '#stack/machine/folders.ts'
import { observeFacts } from '#stack/machine/observe.ts'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'
import { createCluster, findPostgresql } from '#stack/machine/postgresql-cluster.ts'
import { readableProgram } from '#stack/machine/program.ts'
import { makeSecrets } from '#stack/machine/secrets.ts'
import { accountOf } from '#stack/machine/users.ts'
import type { OwnedDirectory } from '#stack/spec/owned-directory.ts'
import { type Context, savedSpecFile } from '../context.ts'
import { Fault } from '../terminal.ts'
import { certificateNames } from './keep-certificate.ts'

/** Folders that belong to no single service. Those of the services come with their definitions. */
function commonFolders({ paths }: Context): readonly OwnedDirectory[] {
  return [
    { path: paths.state, owner: 'root', mode: 0o755 },
    { path: paths.data, owner: 'root', mode: 0o755 },
    { path: paths.secrets, owner: 'root', mode: 0o711 },
    { path: paths.tls, owner: 'root', mode: 0o755 },
    { path: paths.log, owner: 'root', mode: 0o750 },
    { path: paths.mail, owner: 'vmail', mode: 0o700 },
    { path: join(paths.data, 'postgresql'), owner: 'postgres', mode: 0o700 },
    { path: join(paths.data, 'clamav'), owner: 'clamav', mode: 0o755 },
    { path: paths.run, owner: 'root', mode: 0o755 },
  ]
}

/** Makes folders, secrets, certificates and the database cluster if they are not there yet. Idempotent. */
export async function prepareInstallation(context: Context): Promise<Installation> {
  const { spec, paths, ports, checkout } = context
  await checkOperatorFiles(context)
  await makeFolders(commonFolders(context))
  await allowOurFolders(paths)
  await makeSecrets(paths, secretFiles)
  if (spec.demo) await makeSenderKey(paths)
  await makeCertificates(paths, certificateNames(spec), Date.now())
  await createCluster(paths, await findPostgresql(paths))
  const facts = await observeFacts(spec, paths, await readableProgram(checkout, paths.data))
  await placeSignatures(join(paths.data, 'clamav'), [
    ...attachmentSignatures(spec),
    ...(facts.signatures === 'test' ? testSignatures() : []),
  ])
  await writeOwnedFile(savedSpecFile(paths), `${JSON.stringify(spec, null, 2)}\n`, {
    uid: 0,
    gid: 0,
    mode: 0o600,
  })
  return { spec, paths, ports, facts, zones: await mailZones(context) }
}

async function placeSignatures(folder: string, files: readonly SignatureFile[]): Promise<void> {
  const owner = await accountOf('clamav')
  for (const { name, content } of files) {
    await writeOwnedFile(join(folder, name), content, { ...owner, mode: 0o644 })
  }
}

/** The files an operator names must be there and fit together before anything is changed. */
async function checkOperatorFiles({ spec }: Context): Promise<void> {
  if (spec.tls === undefined) return
  const { certificateFile, keyFile } = spec.tls
  const certificate = await readFile(certificateFile, 'utf8').catch(() => null)
  if (certificate === null) throw new Fault(`tls.certificateFile: ${certificateFile} cannot be read`)
  if ((await readFile(keyFile).catch(() => null)) === null)
    throw new Fault(`tls.keyFile: ${keyFile} cannot be read`)
  const leaf = new X509Certificate(certificate)
  if (leaf.checkHost(spec.mailHost) === undefined) {
    throw new Fault(
      `tls.certificateFile: the certificate is not for ${spec.mailHost} but for ${leaf.subjectAltName ?? leaf.subject}`,
    )
  }
}
