// The import law of ARCHITECTURE.md as rules, each with its reason. `layers.mjs` holds the table.
import { layers, tops } from './layers.mjs'

const roots = [...new Set([...Object.keys(layers).map((path) => path.split('/')[0]), ...tops])]
const ours = `^(${roots.join('|')})/`
const escaped = (path) => path.replaceAll('.', '\\.')
const layer = ([folder, allowed]) => ({
  name: `layer:${folder}`,
  comment: `${folder} may import ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')} (layers.mjs).`,
  severity: 'error',
  from: { path: `^${folder}/` },
  // Node's own dns/promises would else pass for our folder dns.
  to: {
    path: ours,
    pathNot: [folder, ...allowed].map((path) => `^${escaped(path)}(/|$)`),
    dependencyTypesNot: ['core'],
  },
})
const apart = (side, other) => ({
  name: `${side}-knows-no-${other}`,
  comment: 'The two directions share queue, signing and dlp, never each other.',
  severity: 'error',
  from: { path: `^mail/${side}/` },
  to: { path: `^mail/${other}/` },
})
const stage = '^(mail/(?:inbound|outbound)/)([^/]+)/'

export default {
  forbidden: [
    ...Object.entries(layers).map(layer),
    apart('inbound', 'outbound'),
    apart('outbound', 'inbound'),
    {
      name: 'stages-never-meet',
      comment: 'Only pipeline.ts knows the order; a stage that imports its sibling hides it.',
      severity: 'error',
      from: { path: stage },
      to: { path: '^$1[^/]+/', pathNot: '^$1$2/' },
    },
    {
      name: 'browser-has-no-node',
      comment: 'Clients, contracts and the shared components run in a browser.',
      severity: 'error',
      from: {
        path: '^[^/]+/(client|contract)/|^ui/|^webmail/(search|place)/',
        pathNot: '/vite[.]config[.]ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'clients-take-types-alone',
      comment:
        'A contract is checked by the server; its schemas have no business in a browser, its words and limits have.',
      severity: 'error',
      from: { path: '^[^/]+/client/' },
      to: { path: '/contract/', pathNot: '-(?:words|limits)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'words-bring-nothing',
      comment: 'Words and limits of a contract are read in a browser: what they imported would come along.',
      severity: 'error',
      from: { path: '/contract/.+-(?:words|limits)\\.ts$' },
      to: { path: '.' },
    },
    {
      name: 'screens-never-meet',
      comment: 'Each screen is loaded on its own; what two of them need stands beside them, or in ui/.',
      severity: 'error',
      from: { path: '^(admin|webmail)/client/screens/([^/]+)/' },
      to: { path: '^$1/client/screens/', pathNot: '^$1/client/screens/$2/' },
    },
    {
      name: 'clients-only-tested',
      comment: 'Commands and benchmarks speak to the APIs; only tests may load a browser client.',
      severity: 'error',
      from: { path: '^(cli|bench)/' },
      to: { path: '/client/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no order to read it in.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(var|docker/build|node_modules)/|/client/built/' },
  },
}
