// GTUBE is the agreed test message for spam filters: always spam, whatever the thresholds. rspamd ends its scan of it at
// once, says that it skipped it, and names this rule.

export const spamTestSymbol = 'GTUBE'
