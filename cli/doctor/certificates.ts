// Is the certificate of the mail host the right one, and for how long?

import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { certificateOf } from '#stack/spec/certificate-files.ts'
import type { Context } from '../context.ts'
import { bad, type Finding, good, warning } from './finding.ts'

const day = 86_400_000

export async function checkCertificates({ spec, paths }: Context): Promise<readonly Finding[]> {
  const { certificateFile: file } = certificateOf({ spec, paths })
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) {
    return [
      spec.tls === undefined
        ? warning('certificate', 'not made yet', 'start with "vaguemestre up"')
        : bad('certificate', `${file} cannot be read`, 'correct tls.certificateFile'),
    ]
  }
  const certificate = new X509Certificate(text)
  const days = Math.floor((certificate.validToDate.getTime() - Date.now()) / day)
  const found = `${spec.mailHost}, ${days} days left${spec.tls === undefined ? ', of the private authority' : ''}`
  if (certificate.checkHost(spec.mailHost) === undefined)
    return [bad('certificate', `not for ${spec.mailHost}`, 'name another certificate in tls')]
  if (days < 0)
    return [
      bad('certificate', `expired ${-days} days ago`, 'renew it; the listeners read it again by themselves'),
    ]
  return [days < 21 ? warning('certificate', found, 'renew it soon') : good('certificate', found)]
}
