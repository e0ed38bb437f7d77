"""Every example is formatted, and valid for the provider that was built."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "examples"
TERRAFORM = shutil.which("terraform") or shutil.which("tofu")
REQUIREMENT = 'terraform {\n  required_providers {\n    esdr = { source = "esdr/esdr" }\n  }\n}\n'
DEV_OVERRIDES = 'provider_installation {{\n  dev_overrides {{\n    "{address}" = "{build}"\n  }}\n  direct {{}}\n}}\n'


def example_folders():
    return sorted({file.parent for file in EXAMPLES.rglob("*.tf")})


class EveryExample(unittest.TestCase):
    def setUp(self):
        self.assertIsNotNone(TERRAFORM, "neither terraform nor tofu is on PATH")
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "terraform.rc").write_text(DEV_OVERRIDES.format(address="esdr/esdr", build=REPOSITORY / "build"))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "ESDR_", "TF_")) and not name.lower().endswith("_proxy")}
        self.environment = dict(kept, CHECKPOINT_DISABLE="1", TF_CLI_CONFIG_FILE=str(self.folder / "terraform.rc"))

    def run_terraform(self, folder, *arguments):
        done = subprocess.run([TERRAFORM, *arguments], cwd=folder, env=self.environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def copy(self, folder):
        """A copy with its modules, and with the requirement that examples for single objects leave out."""
        copy = self.folder / "examples" / folder.relative_to(EXAMPLES)
        shutil.copytree(EXAMPLES, self.folder / "examples", dirs_exist_ok=True, ignore=shutil.ignore_patterns(".terraform*", "terraform.tfstate*"))
        if "required_providers" not in "".join(file.read_text() for file in copy.glob("*.tf")):
            (copy / "requirement.tf").write_text(REQUIREMENT)
        return copy

    def test_is_formatted(self):
        code, names, errors = self.run_terraform(EXAMPLES, "fmt", "-check", "-recursive")
        self.assertEqual((code, names), (0, ""), errors)

    def test_is_valid(self):
        self.assertGreaterEqual(len(example_folders()), 11)
        for folder in example_folders():
            with self.subTest(folder=folder.relative_to(EXAMPLES).as_posix()):
                copy = self.copy(folder)
                self.run_terraform(copy, "get")
                _, output, errors = self.run_terraform(copy, "validate", "-json")
                answer = json.loads(output)
                found = [f"{finding['summary']}: {finding['detail']}" for finding in answer["diagnostics"] if finding["severity"] == "error"]
                self.assertTrue(answer["valid"], "\n".join(found) + errors)

    def test_what_is_not_valid_is_noticed(self):
        copy = self.copy(EXAMPLES / "resources" / "esdr_s3_lifecycle_rule")
        example = copy / "resource.tf"
        example.write_text(example.read_text().replace('"auto-purge/"', '"/auto-purge"'))
        _, output, _ = self.run_terraform(copy, "validate", "-json")
        self.assertFalse(json.loads(output)["valid"])
        self.assertIn("Not a prefix of keys", output)


if __name__ == "__main__":
    unittest.main()
