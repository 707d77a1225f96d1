/** Each before those whose name it has as well. */
const programs = ["Edg", "OPR", "Firefox", "Chrome", "Safari"] as const;
const called: Readonly<Record<string, string>> = { Edg: "Edge", OPR: "Opera" };
const systems = [
  ...[[/iPhone|iPad/, "iOS"], [/Android/, "Android"], [/Windows/, "Windows"]] as const,
  ...[[/Mac OS/, "macOS"], [/Linux/, "Linux"]] as const,
];

/** What a browser is by what it calls itself, as `Firefox on Linux`; a program that is none stands as it came. */
export function browserOf(agent: string | undefined): string {
  if (!agent) return "not known";
  const program = programs.find((name) => agent.includes(`${name}/`));
  const system = systems.find(([sign]) => sign.test(agent))?.[1];
  if (!program) return agent;
  return [called[program] ?? program, ...(system ? [system] : [])].join(" on ");
}
