// The spec of a start without a file: a département to try everything with, on loopback only.

import { type Spec, specSchema } from './spec.ts'

export function demoSpec(): Spec {
  return specSchema.parse({
    department: { name: 'Côte-d’Or', number: '21' },
    mailHost: 'mail.cotedor.test',
    resolver: { reach: 'detect' },
    filtering: { networkLists: false },
    delivery: { allowedNetworks: ['127.0.0.0/8'] },
    limits: { freeDiskFloorMegabytes: 256 },
    demo: true,
  })
}
