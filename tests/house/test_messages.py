from unittest import TestCase

from tests.check_messages import problems


class VietnameseCatalogueTests(TestCase):
    def test_is_whole_and_compiled(self):
        self.assertEqual(problems(), [])
