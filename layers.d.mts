export declare const layers: Readonly<Record<string, readonly string[]>>
export declare const tops: readonly string[]
