// The lists of Debian's package in place of the ones that rspamd would fetch from maps.rspamd.com: nothing of ours calls
// a third party at run time.

import { join } from 'node:path'
import type { Paths } from '../spec/paths.ts'
import type { UclObject } from './syntax/ucl.ts'

const debianMap = (name: string): string => `/etc/rspamd/maps.d/${name}`

/** A list without entries, for what is neither in the package nor to be fetched. */
export const emptyMap = 'rspamd/maps.d/none.inc'

/** Settings of each module that has lists. An override replaces a whole object, so the rules of `whitelist` are complete. */
export const rspamdMaps = ({ etc }: Paths): Readonly<Record<string, UclObject>> => ({
  mid: { source: { url: [debianMap('mid.inc')] } },
  mime_types: { file: [debianMap('mime_types.inc')] },
  phishing: {
    phishtank_enabled: false,
    exceptions: { REDIRECTOR_FALSE: [debianMap('redirectors.inc')] },
  },
  rbl: {
    url_whitelist: [debianMap('surbl-whitelist.inc')],
    disabled_rbl_suffixes_map: join(etc, emptyMap),
    attached_maps: [],
  },
  whitelist: {
    rules: {
      WHITELIST_SPF_DKIM: {
        valid_spf: true,
        valid_dkim: true,
        domains: [debianMap('spf_dkim_whitelist.inc')],
        score: -3,
        inverse_symbol: 'BLACKLIST_SPF_DKIM',
      },
      WHITELIST_DMARC: {
        valid_dmarc: true,
        domains: [debianMap('dmarc_whitelist.inc')],
        score: -7,
        inverse_symbol: 'BLACKLIST_DMARC',
      },
    },
  },
})
