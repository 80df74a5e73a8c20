import { expect, test } from "vitest";
import { mayTakePath } from "../../model/traefik-rule.ts";

const api = "/api/info";

test.each([
  "Host(`app.example`)",
  "HostRegexp(`^.+\\.example$`)",
  "PathPrefix(`/`)",
  "Host(`a.example`) && (PathPrefix(`/connection`) || Path(`/api/info`))",
  "Host(`a.example`) || PathPrefix(`/connection`)",
  "Host(`a.example`) && !PathPrefix(`/connection`)",
  "Host(`a.example`) && PathRegexp(`^/(api|connection)`)",
  "Host(`a.example`, `b.example`)",
  'Host("a.example") && PathPrefix("/api")',
  "!ClientIP(`10.0.0.0/8`)",
  "PathPrefix(`/{section:api|connection}`)",
])("%s may take a stranger to the API", (rule) => {
  expect(mayTakePath(rule, api)).toBe(true);
});

test.each([
  "Host(`a.example`) && PathPrefix(`/connection`)",
  "Host(`a.example`) && !PathPrefix(`/api`)",
  "(Host(`a.example`) || Host(`b.example`)) && (Path(`/`) || PathPrefix(`/connection/`))",
  "Host(`a.example`) && PathRegexp(`^/connection`)",
  "Host(`a.example`) && ClientIP(`10.0.0.0/8`)",
  "Host(`a.example`) && !(PathPrefix(`/api`) || Path(`/`))",
])("%s takes no stranger to the API", (rule) => {
  expect(mayTakePath(rule, api)).toBe(false);
});

test.each(["", "Host(", "Host(`a`) PathPrefix(`/`)", "(Host(`a`)", "&&", "Host(`a`) &&", "just text"])(
  "%j is not understood",
  (rule) => {
    expect(mayTakePath(rule, api)).toBeUndefined();
  },
);
