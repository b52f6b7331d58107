import { start } from '../ui/start'
import { App } from './App'
import { load } from './texts'

void start(<App />, load)
