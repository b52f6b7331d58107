// Every page of the back office: what is checked is in walk.mjs.
import { walk } from '../walk.mjs'

export default harness => walk(harness, 'office')
