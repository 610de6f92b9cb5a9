#!/usr/bin/env node
import { launchCommandLine } from './launch.mjs';

await launchCommandLine(process.argv.slice(2));
