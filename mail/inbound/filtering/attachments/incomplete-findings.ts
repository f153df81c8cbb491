// Whether more may be in a message than its findings say: the virus scanner names one mark of several, any of them.

import type { VirusVerdict } from '#daemons/clamd/scan-answer.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import { attachmentFindings } from './attachment-findings.ts'

/** Documents are archives, too, and everybody sends them: what is in one is judged by the mark that it has. */
const officeFile = /^(?:doc|dot|xls|xlt|ppt|pot|pps)[xmb]$|^o[dt][tspg]$/

/** The virus scanner stops at so much of one message, and may name a mark where it has stopped. */
const mostScanned = 400 << 20

/** True when a mark was found deep in something, or beside an archive that can hold others. */
export function areFindingsIncomplete(scan: VirusVerdict, observation: Observation): boolean {
  if (scan.kind !== 'marked') return false
  const known = attachmentFindings(observation, null).some(({ mark }) => mark === scan.mark)
  const hasArchive = observation.attachments.some(
    ({ archive, detected }) => archive !== undefined && !officeFile.test(detected),
  )
  const unpacked = observation.attachments.reduce((sum, { archive }) => sum + (archive?.unpacked ?? 0), 0)
  return !known || hasArchive || unpacked > mostScanned
}
