// Our verdict in rspamd's words. Where it has no word for a result, the nearest that does not help the sender.

import type { HandedVerdict } from '#daemons/rspamd/scan-request.ts'
import type { DkimResult, SpfResult, Verdict } from '../stages.ts'

const spfWords: Record<SpfResult, HandedVerdict['spf']> = {
  pass: 'pass',
  fail: 'fail',
  softfail: 'softfail',
  neutral: 'neutral',
  none: 'na',
  temperror: 'na',
  permerror: 'permfail',
}

const dkimWords: Record<DkimResult, HandedVerdict['dkim'][number]['result']> = {
  pass: 'pass',
  fail: 'fail',
  neutral: 'fail',
  policy: 'permfail',
  none: 'na',
  temperror: 'tempfail',
  permerror: 'permfail',
}

const dmarcFailure = { none: 'softfail', quarantine: 'quarantine', reject: 'fail' } as const

export function rspamdVerdict(verdict: Verdict): HandedVerdict {
  const dkim = verdict.dkim.map(({ domain, result }) => ({ domain, result: dkimWords[result] }))
  return {
    spf: spfWords[verdict.spf],
    dkim: dkim.length > 0 ? dkim : [{ domain: 'unknown', result: 'na' }],
    dmarc: dmarcWord(verdict),
  }
}

function dmarcWord({ dmarc, dmarcAsks }: Verdict): HandedVerdict['dmarc'] {
  if (dmarc === 'pass') return 'pass'
  if (dmarc === 'fail') return dmarcFailure[dmarcAsks]
  return dmarc === 'permerror' ? 'permfail' : 'na'
}
