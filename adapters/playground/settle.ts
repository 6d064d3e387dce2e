import type { Lab } from './lab.ts'
import type { Readiness } from './world.ts'

type Parts = { readonly lab: Pick<Lab, 'settle'>; readonly ready: () => Promise<Readiness> }

/** When nothing can be written now, what is due comes later; the person has their answer all the same. */
export async function settle({ lab, ready }: Parts): Promise<void> {
  try {
    await lab.settle()
  } catch {
    // the trouble may be over by now; what fails again then is a bug, and is told
    if ((await ready()).ready) await lab.settle()
  }
}
