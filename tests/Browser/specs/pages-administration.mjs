// Every page of the administration: what is checked is in walk.mjs.
import { walk } from '../walk.mjs'

export default harness => walk(harness, 'administration')
