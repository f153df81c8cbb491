// rspamd only scores. What it would decide by itself (rate limits, greylisting, signing, scanning for viruses) is the
// gateway's, and the verdict on SPF, DKIM and DMARC comes from the gateway too: `http_headers` takes it only while the
// modules spf, dkim and dmarc stay loaded.

import { join } from 'node:path'
import { redisSymbol } from '#daemons/rspamd/scan-answer.ts'
import type { Installation } from '../installation.ts'
import type { Paths } from '../spec/paths.ts'
import { secretFile } from '../spec/secret-file.ts'
import { type GeneratedFile, generatedMark } from './generated-file.ts'
import { fuzzyCheck, fuzzyStorage } from './rspamd/fuzzy.ts'
import { observeRule } from './rspamd/observe.ts'
import { scanSettingsSection } from './rspamd/scan-settings.ts'
import { emptyMap, rspamdMaps } from './rspamd-maps.ts'
import { type UclObject, ucl } from './syntax/ucl.ts'

/**
 * Decisions that are not rspamd's to take, modules that would keep a state of their own, and modules that live on lists
 * fetched from maps.rspamd.com.
 */
const neverUsed = [
  'antivirus',
  'arc',
  'dkim_signing',
  'history_redis',
  'metadata_exporter',
  'milter_headers',
  'multimap',
  'neural',
  'ratelimit',
  'replies',
] as const

/** Modules that ask public lists by DNS. */
const networkLists = ['asn', 'rbl'] as const

/**
 * Where compiled patterns are kept: Debian's public suffix list takes ten seconds of processor time, and the result
 * depends on nothing but the list. The machine's own installation keeps them in its state, because a container may
 * write nowhere else; all copies beside it share one folder, so that only the first of them waits.
 */
export const compiledPatterns = ({ state, data }: Paths): string =>
  state === '/var/lib/vaguemestre' ? join(data, 'rspamd') : '/var/cache/vaguemestre/rspamd'

export function generateRspamd(installation: Installation): readonly GeneratedFile[] {
  const { spec, paths, ports, facts } = installation
  const asksLists = spec.filtering.networkLists && facts.internet
  const off = [...neverUsed, ...(asksLists ? [] : networkLists), ...(greylists(spec) ? [] : ['greylist'])]
  const loopback = (port: number): string => `127.0.0.1:${port}`
  return [
    local('options.inc', ucl(options(installation))),
    local('logging.inc', ucl({ type: 'console', level: 'notice', color: false, log_re_cache: false })),
    local('worker-normal.inc', ucl({ bind_socket: loopback(ports.rspamd), count: 2 })),
    local(
      'worker-controller.inc',
      ucl({ bind_socket: loopback(ports.rspamdController), count: 1 }, [
        secretFile(paths, 'rspamd-controller.inc'),
      ]),
    ),
    local('worker-proxy.inc', ucl({ enabled: false })),
    ...Object.entries(fuzzyStorage(installation)).map(([name, content]) => local(name, content)),
    local(
      'redis.conf',
      ucl({ servers: loopback(ports.redis), timeout: redisSeconds(installation) }, [
        secretFile(paths, 'rspamd-redis.inc'),
      ]),
    ),
    local('classifier-bayes.conf', ucl({ backend: 'redis' })),
    // rspamd gives the GTUBE test message the score of `reject`: it has to be the one that the gateway refuses at.
    local(
      'actions.conf',
      ucl({
        reject: spec.filtering.refuseAtScore,
        add_header: spec.filtering.junkAtScore,
        ...(greylists(spec) ? { greylist: Math.min(greylistAt, spec.filtering.junkAtScore) } : {}),
      }),
    ),
    local('settings.conf', ucl(scanSettingsSection())),
    local('http_headers.conf', ucl({ enabled: true })),
    ...(greylists(spec) ? [local('greylist.conf', ucl(greylisting(spec)))] : []),
    // Its list is fetched over HTTP, unlike those that are asked by DNS.
    ...(asksLists ? [local('rbl.conf', ucl({ rbls: { SURBL_HASHBL: { enabled: false } } }))] : []),
    ...off.map((module) => local(`${module}.conf`, ucl({ enabled: false }))),
    // Debian's file lets anybody on this machine in without the password; only an override can take that back.
    override('worker-controller.inc', ucl({ secure_ip: [] })),
    override('fuzzy_check.conf', fuzzyCheck(installation)),
    ...Object.entries(rspamdMaps(paths)).map(([module, settings]) =>
      override(`${module}.conf`, ucl(settings)),
    ),
    { path: emptyMap, content: `# ${generatedMark}\n`, owner },
    { path: 'rspamd/rspamd.local.lua', content: `${redisRule}\n${observeRule}`, owner },
  ]
}

const greylists = ({ filtering, demo }: Installation['spec']): boolean => filtering.greylisting ?? !demo

/** Nearly junk. */
const greylistAt = 4

/** Only suspicious mail is asked to come back; what has come back is remembered for a day. */
const greylisting = ({ filtering }: Installation['spec']): UclObject => ({
  enabled: true,
  timeout: filtering.greylistSeconds,
  expire: 86_400,
  whitelisted_ip: [],
  whitelist_domains_url: [],
  greylist_min_score: Math.min(greylistAt, filtering.junkAtScore),
})

const options = ({ paths, ports, spec }: Installation): UclObject => ({
  control_socket: `${join(paths.run, 'rspamd', 'control.sock')} mode=0600`,
  dns: { nameserver: [`127.0.0.1:${ports.unbound}:10`], timeout: 2, retransmits: 2 },
  // rspamd appends file names to this text as it is.
  hs_cache_dir: `${compiledPatterns(paths)}/`,
  // The gateway waits for an answer a little longer than rspamd takes to give up.
  task_timeout: scanSeconds(spec),
})

const scanSeconds = ({ filtering }: Installation['spec']): number => Math.max(1, filtering.timeoutSeconds - 2)

/** A scan of a megabyte of text keeps the worker busy for seconds: an answer of Redis may wait unread as long. */
const redisSeconds = ({ spec }: Installation): number => Math.max(1, Math.min(8, scanSeconds(spec) - 1))

const owner = '_rspamd'

/**
 * rspamd scores on when Redis is gone; the gateway must know, so each scan asks Redis one question of its own. Before the
 * greylisting module, which may end a scan early.
 */
const redisRule = `-- ${generatedMark}
local lua_redis = require 'lua_redis'
local redis = lua_redis.parse_redis_server('${redisSymbol.toLowerCase()}')

rspamd_config:register_symbol({
  name = '${redisSymbol}',
  type = 'prefilter',
  priority = 10,
  flags = 'nostat,empty',
  score = 0.0,
  callback = function(task)
    local function answered(err, answer)
      if not err and answer == 'PONG' then task:insert_result('${redisSymbol}', 1.0) end
    end
    if redis then lua_redis.redis_make_request(task, redis, nil, false, answered, 'PING', {}) end
  end,
})
`

const local = (name: string, content: string): GeneratedFile => ({
  path: `rspamd/local.d/${name}`,
  content,
  owner,
})

const override = (name: string, content: string): GeneratedFile => ({
  path: `rspamd/override.d/${name}`,
  content,
  owner,
})
