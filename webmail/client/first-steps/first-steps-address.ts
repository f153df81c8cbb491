// Where the steps of a first visit are.

export const firstStepsAddress = '/compte/premiers-pas'
