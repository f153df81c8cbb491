// What each domain signs its mail with (core/deliverability/dkim-key.ts). The private half is encrypted (mail/signing/key-encryption.ts),
// and gone with the last signature: a key that was retired cannot sign again, whatever is written here.

import { sql } from 'drizzle-orm'
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { dkimAlgorithms, dkimKeyStates } from '#core/deliverability/dkim-key.ts'
import { bytes, communeId, instant, lifecycle } from './columns.ts'
import { domain } from './tenant.ts'

export const dkimKey = pgTable(
  'dkim_key',
  {
    domain: text('domain').notNull(),
    selector: text('selector').notNull(),
    communeId: communeId(),
    algorithm: text('algorithm', { enum: dkimAlgorithms }).notNull(),
    state: text('state', { enum: dkimKeyStates }).notNull().default('published'),
    /** The p= of its record. */
    publicKey: text('public_key').notNull(),
    /** Nonce, ciphertext and tag. */
    privateKey: bytes('private_key'),
    /** Which key it is encrypted under. */
    encryptedUnder: text('encrypted_under'),
    publishedAt: instant('published_at').notNull().defaultNow(),
    activatedAt: instant('activated_at'),
    retiredAt: instant('retired_at'),
    ...lifecycle(),
  },
  (table) => [
    primaryKey({ columns: [table.domain, table.selector] }),
    foreignKey({
      name: 'dkim_key_domain',
      columns: [table.communeId, table.domain],
      foreignColumns: [domain.communeId, domain.name],
    })
      .onDelete('cascade')
      .onUpdate('cascade'),
    index('dkim_key_commune_id').on(table.communeId, table.domain),
    uniqueIndex('dkim_key_one_active')
      .on(table.domain, table.algorithm)
      .where(sql`${table.state} = 'active'`),
    uniqueIndex('dkim_key_one_published')
      .on(table.domain, table.algorithm)
      .where(sql`${table.state} = 'published'`),
    check(
      'dkim_key_state',
      sql`case ${table.state}
        when 'published' then ${table.activatedAt} is null and ${table.retiredAt} is null and ${table.privateKey} is not null
        when 'active' then ${table.activatedAt} is not null and ${table.retiredAt} is null and ${table.privateKey} is not null
        when 'retired' then ${table.activatedAt} is not null and ${table.retiredAt} is not null and ${table.privateKey} is null
        else false end`,
    ),
    check(
      'dkim_key_order',
      sql`${table.activatedAt} >= ${table.publishedAt} and ${table.retiredAt} >= ${table.activatedAt}`,
    ),
    check(
      'dkim_key_encrypted_under',
      sql`(${table.privateKey} is null) = (${table.encryptedUnder} is null) and ${table.encryptedUnder} ~ '^[0-9a-f]{8}$'`,
    ),
    check('dkim_key_selector', sql`${table.selector} ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'`),
    // 32 octets, or a SubjectPublicKeyInfo of 2048 bits and more: verifiers take no shorter one (RFC 8301 §3.2).
    check(
      'dkim_key_public_key',
      sql`${table.publicKey} ~ '^[A-Za-z0-9+/]+={0,2}$' and case ${table.algorithm}
        when 'ed25519-sha256' then length(${table.publicKey}) = 44
        when 'rsa-sha256' then length(${table.publicKey}) >= 392
        else false end`,
    ),
  ],
)
