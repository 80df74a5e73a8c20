// Loads the SDK as our own pack does, and checks nothing.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty", {
  policies: [
    {
      name: "check-nothing",
      description: "Checks nothing.",
      enforcementLevel: "advisory",
      validateResource: () => {},
      validateStack: () => {},
    },
  ],
});
