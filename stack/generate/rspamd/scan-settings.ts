// What does not run in the scans that ask for it by an id (daemons/rspamd/scan-settings.ts). An entry without a condition is
// for nobody who does not ask. Names that rspamd does not know are passed over, so a rule that changes its name runs again.

import { scanSettings } from '#daemons/rspamd/scan-settings.ts'
import type { UclObject } from '../syntax/ucl.ts'
import { observedSymbol } from './observe.ts'

const names = (text: string): readonly string[] => text.trim().split(/\s+/)

const greylisting = ['GREYLIST_CHECK', 'GREYLIST_SAVE']

/** SPF, DKIM, DMARC and ARC, lists of domains that go by them, and what passed through other hands on its way here. */
const authentication = names(`
  SPF_CHECK DKIM_CHECK DMARC_CHECK DMARC_CALLBACK
  FWD_GOOGLE FWD_YANDEX FWD_MAILRU FWD_SRS FWD_SIEVE FWD_CPANEL FORWARDED`)

/** HELO and names of hosts. The rules about a body that is nothing but a link are of the same module, and stay. */
const hosts = names(`
  RDNS_CHECK HFILTER_HELO_BAREIP HFILTER_HELO_BADIP HFILTER_HELO_1 HFILTER_HELO_2 HFILTER_HELO_3 HFILTER_HELO_4
  HFILTER_HELO_5 HFILTER_HELO_NORESOLVE_MX HFILTER_HELO_NORES_A_OR_MX HFILTER_HELO_IP_A HFILTER_HELO_NOT_FQDN
  HFILTER_HOSTNAME_1 HFILTER_HOSTNAME_2 HFILTER_HOSTNAME_3 HFILTER_HOSTNAME_4 HFILTER_HOSTNAME_5
  HFILTER_HOSTNAME_UNKNOWN HFILTER_FROMHOST_NORESOLVE_MX HFILTER_FROMHOST_NORES_A_OR_MX HFILTER_FROMHOST_NOT_FQDN
  HFILTER_FROM_BOUNCE HFILTER_RCPT_BOUNCEMOREONE`)

/** What a message passed before: whoever signed in answers for it, wherever it comes from. */
const received = names(`
  CHECK_RECEIVED CHECK_RCVD ONCE_RECEIVED R_RCVD_SPAMBOTS RCVD_DOUBLE_IP_SPAM RECEIVED_HELO_LOCALHOST
  FORGED_GENERIC_RECEIVED FORGED_GENERIC_RECEIVED2 FORGED_GENERIC_RECEIVED3 FORGED_GENERIC_RECEIVED4
  INVALID_POSTFIX_RECEIVED FAKE_RECEIVED_mail_ru FAKE_RECEIVED_smtp_yandex_ru GOOGLE_FORWARDING_MID_BROKEN
  GOOGLE_FORWARDING_MID_MISSING PREVIOUSLY_DELIVERED MAILLIST BOUNCE`)

/** How mail programs write their header, and programs that say they are others; what is against RFC 5322 we mend or refuse. */
const headerHabits = names(`
  CHECK_FROM CHECK_TO_CC CHECK_MID KNOWN_MID_CALLBACK DATE_CB FORGED_CALLBACK BROKEN_HEADERS BROKEN_CONTENT_TYPE
  HEADER_RCONFIRM_MISMATCH HEADER_FORGED_MDN MULTIPLE_UNIQUE_HEADERS MISSING_FROM MULTIPLE_FROM MV_CASE XM_CASE CTE_CASE
  CT_EXTRA_SEMI HAS_X_PRIO EMAIL_PLUS_ALIASES ENVFROM_PRVS ENVFROM_VERP INVALID_FROM_8BIT INVALID_RCPT_8BIT
  R_BAD_CTE_7BIT R_MISSING_CHARSET R_NO_SPACE_IN_FROM TO_WRAPPED_IN_SPACES
  TO_NEEDS_ENCODING FROM_NEEDS_ENCODING SUBJECT_NEEDS_ENCODING SUBJECT_ENDS_SPACES MIME_HEADER_CTYPE_ONLY
  HEADER_FROM_EMPTY_DELIMITER HEADER_TO_EMPTY_DELIMITER HEADER_CC_EMPTY_DELIMITER HEADER_DATE_EMPTY_DELIMITER
  HEADER_REPLYTO_EMPTY_DELIMITER MISSING_TO MISSING_MID INVALID_MSGID MISSING_MIMEOLE MISSING_XM_UA XM_UA_NO_VERSION
  OLD_X_MAILER FORGED_X_MAILER FORGED_IMS FORGED_MSGID_YAHOO FORGED_OUTLOOK_HTML FORGED_OUTLOOK_TAGS
  FORGED_MUA_THEBAT_BOUN REPTO_QUOTE_YAHOO STOX_REPLY_TYPE APPLE_MAILER APPLE_IOS_MAILER MAIL_RU_MAILER YANDEX_RU_MAILER
  MAILER_1C_8 STRONGMAIL HAS_CD_HEADER HAS_ORG_HEADER HAS_LIST_UNSUB HAS_XOIP PRECEDENCE_BULK
  CC_EXCESS_QP SUBJ_EXCESS_QP REPLYTO_EXCESS_QP FROM_EXCESS_QP TO_EXCESS_QP
  FROM_EXCESS_BASE64 REPLYTO_EXCESS_BASE64 TO_EXCESS_BASE64 CC_EXCESS_BASE64 SUBJ_EXCESS_BASE64`)

/** Of local.d/settings.conf. */
export const scanSettingsSection = (): UclObject => ({
  [scanSettings.sent]: {
    id: scanSettings.sent,
    apply: {
      groups_disabled: ['policies', 'whitelist', 'mua'],
      symbols_disabled: [
        ...greylisting,
        observedSymbol,
        ...authentication,
        ...hosts,
        ...received,
        ...headerHabits,
      ],
    },
  },
  [scanSettings.noGreylisting]: {
    id: scanSettings.noGreylisting,
    apply: { symbols_disabled: greylisting },
  },
})
